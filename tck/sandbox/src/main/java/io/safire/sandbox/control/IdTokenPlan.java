package io.safire.sandbox.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/**
 * The content and the signature of the ID tokens that a server issues. The content and the signature can be correct or
 * have a defect. Instances are immutable.
 */
public final class IdTokenPlan {

    /** The key that is used to sign an ID token. */
    public enum IdTokenSigner {
        /** A published key of the server. */
        SERVER,
        /** An unpublished key with the {@code kid} of a published key. */
        UNPUBLISHED_KEY,
        /** No key: {@code alg} is {@code none} and the signature is empty. */
        UNSIGNED,
        /** The published public key, used as the secret of HS256. */
        PUBLIC_KEY_AS_SECRET
    }

    private final JsonObject plan;

    private IdTokenPlan(JsonObject plan) {
        this.plan = plan;
    }

    /** Returns the plan that results in correct ID tokens. */
    public static IdTokenPlan normal() {
        return new IdTokenPlan(JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Returns the plan that results in responses without an ID token. */
    public static IdTokenPlan none() {
        return normal().with("none", JsonValue.TRUE);
    }

    /** Returns the plan that sends a text in place of the ID token. */
    public static IdTokenPlan text(String text) {
        return normal().with("text", SandboxJson.createValue(text));
    }

    /** Parses a plan from the JSON object that {@link #toJson()} returns. */
    public static IdTokenPlan fromJson(JsonObject json) {
        return new IdTokenPlan(json);
    }

    /**
     * Changes claims.
     *
     * @param mergePatch a JSON merge patch (RFC 7396): null removes a claim
     */
    public IdTokenPlan claims(JsonObject mergePatch) {
        return with("claims", mergePatch);
    }

    /**
     * Changes members of the JOSE header before the token is signed.
     *
     * @param mergePatch a JSON merge patch (RFC 7396): null removes a member
     */
    public IdTokenPlan header(JsonObject mergePatch) {
        return with("header", mergePatch);
    }

    /** Appends characters to the token after it has been signed. */
    public IdTokenPlan appendAfterSigning(String text) {
        return with("ending", SandboxJson.createValue(text));
    }

    /** Selects the signing key. */
    public IdTokenPlan signedBy(IdTokenSigner signer) {
        return with("signer", SandboxJson.createValue(signer.name()));
    }

    /**
     * Selects the signature algorithm, for which the server must have a key.
     *
     * @param name the registered name, such as {@code ES256}
     */
    public IdTokenPlan algorithm(String name) {
        return with("algorithm", SandboxJson.createValue(name));
    }

    /** Adds a claim with the given number of characters. */
    public IdTokenPlan padding(int characters) {
        return with("padding", SandboxJson.createValue(characters));
    }

    /** Returns this plan as the JSON object that the control API accepts. */
    public JsonObject toJson() {
        return plan;
    }

    private IdTokenPlan with(String name, JsonValue value) {
        JsonObjectBuilder changed = SandboxJson.createObjectBuilder(plan);
        return new IdTokenPlan(changed.add(name, value).build());
    }
}
