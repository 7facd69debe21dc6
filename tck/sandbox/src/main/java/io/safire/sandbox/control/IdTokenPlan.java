package io.safire.sandbox.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** How a server makes its ID tokens: as it would by itself, or with a defect. Each method gives a new plan. */
public final class IdTokenPlan {

    /** With what a token is signed. */
    public enum Signer {
        /** A published key of the server. */
        SERVER,
        /** A key that nobody knows, under the identifier of a published one. */
        STRANGER,
        /** Nothing: {@code alg} is {@code none} and there is no signature. */
        NOBODY,
        /** The published key as the secret of HS256. */
        PUBLIC_KEY_AS_SECRET
    }

    private final JsonObject plan;

    private IdTokenPlan(JsonObject plan) {
        this.plan = plan;
    }

    /**
     * Tokens as the server makes them by itself.
     *
     * @return the plan
     */
    public static IdTokenPlan normal() {
        return new IdTokenPlan(JsonValue.EMPTY_JSON_OBJECT);
    }

    /**
     * No token.
     *
     * @return the plan
     */
    public static IdTokenPlan none() {
        return normal().with("none", JsonValue.TRUE);
    }

    /**
     * A text in place of the token.
     *
     * @param text the text
     * @return the plan
     */
    public static IdTokenPlan text(String text) {
        return normal().with("text", Json.createValue(text));
    }

    /**
     * Reads a plan that was sent.
     *
     * @param json what {@link #toJson()} gave
     * @return the plan
     */
    public static IdTokenPlan fromJson(JsonObject json) {
        return new IdTokenPlan(json);
    }

    /**
     * Changes claims (RFC 7396: null removes one).
     *
     * @param mergePatch the changes
     * @return the plan
     */
    public IdTokenPlan claims(JsonObject mergePatch) {
        return with("claims", mergePatch);
    }

    /**
     * Changes members of the header (RFC 7396: null removes one), before the token is signed.
     *
     * @param mergePatch the changes
     * @return the plan
     */
    public IdTokenPlan header(JsonObject mergePatch) {
        return with("header", mergePatch);
    }

    /**
     * Appends characters to the token after it has been signed.
     *
     * @param text the characters
     * @return the plan
     */
    public IdTokenPlan ending(String text) {
        return with("ending", Json.createValue(text));
    }

    /**
     * Chooses who signs.
     *
     * @param signer the one
     * @return the plan
     */
    public IdTokenPlan signedBy(Signer signer) {
        return with("signer", Json.createValue(signer.name()));
    }

    /**
     * Chooses the algorithm, for which the server has to have a key.
     *
     * @param name such as {@code ES256}
     * @return the plan
     */
    public IdTokenPlan algorithm(String name) {
        return with("algorithm", Json.createValue(name));
    }

    /**
     * Adds a claim of the given size.
     *
     * @param characters the size
     * @return the plan
     */
    public IdTokenPlan padded(int characters) {
        return with("padding", Json.createValue(characters));
    }

    /**
     * The form in which it is sent.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        return plan;
    }

    private IdTokenPlan with(String name, JsonValue value) {
        JsonObjectBuilder changed = Json.createObjectBuilder(plan);
        return new IdTokenPlan(changed.add(name, value).build());
    }
}
