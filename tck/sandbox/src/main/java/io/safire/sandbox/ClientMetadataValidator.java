package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A validator of client metadata that is as strict as RFC 7591 and SMART permit. The validator adds the default values
 * of missing members.
 */
final class ClientMetadataValidator {

    private static final Set<String> GRANT_TYPES = Set.of("authorization_code", "refresh_token", "client_credentials");
    private static final List<String> PRIVATE_KEY_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private final EhrState ehr;
    private final SmartConfiguration configuration;

    ClientMetadataValidator(EhrState ehr, SmartConfiguration configuration) {
        this.ehr = ehr;
        this.configuration = configuration;
    }

    static OAuthErrorException invalid(String description) {
        return new OAuthErrorException(400, "invalid_client_metadata", description);
    }

    JsonObject validate(JsonObject body) {
        if (body.containsKey("scope") && ehr.has(Quirk.SCOPE_NOT_REGISTERED)) {
            throw new OAuthErrorException(403, "insufficient_scope", "the server's policy does not allow scopes");
        }
        String method = body.getString("token_endpoint_auth_method", "client_secret_basic");
        require(configuration.allows(method), "token_endpoint_auth_method is not supported");
        List<String> grants =
                body.containsKey("grant_types") ? texts(body, "grant_types") : List.of("authorization_code");
        require(GRANT_TYPES.containsAll(grants), "a value of grant_types is not supported");
        boolean codes = grants.contains("authorization_code");
        List<String> responses = body.containsKey("response_types")
                ? texts(body, "response_types")
                : codes ? List.of("code") : List.of();
        require(responses.equals(codes ? List.of("code") : List.of()), "response_types do not match grant_types");
        require(
                !grants.contains("client_credentials") || method.equals("private_key_jwt"),
                "client_credentials requires private_key_jwt");
        checkRedirectUris(codes ? texts(body, "redirect_uris") : List.of(), codes);
        for (String name : List.of("client_uri", "logo_uri", "tos_uri", "policy_uri", "jwks_uri")) {
            require(!body.containsKey(name) || isSecure(body.getString(name)), name + " must be https");
        }
        checkKeys(body, method);
        JsonObjectBuilder complete = SandboxJson.createObjectBuilder(body)
                .add("token_endpoint_auth_method", method)
                .add("grant_types", SandboxJson.createArrayBuilder(grants));
        return complete.add("response_types", SandboxJson.createArrayBuilder(responses))
                .build();
    }

    private static void checkRedirectUris(List<String> uris, boolean required) {
        if (required && uris.isEmpty()) {
            throw new OAuthErrorException(400, "invalid_redirect_uri", "redirect_uris is missing");
        }
        for (String uri : uris) {
            if (!isSecure(uri) || uri.contains("#") || uri.contains("*")) {
                throw new OAuthErrorException(
                        400,
                        "invalid_redirect_uri",
                        "not an absolute https URI without wildcards and fragment: " + uri);
            }
            if (uri.contains("forbidden")) {
                throw new OAuthErrorException(
                        400, "invalid_redirect_uri", "the server's policy forbids this redirect URI");
            }
        }
    }

    private void checkKeys(JsonObject body, String method) {
        boolean inline = body.containsKey("jwks");
        boolean byUrl = body.containsKey("jwks_uri");
        require(!inline || !byUrl, "jwks and jwks_uri must not both be present");
        require(!byUrl || !ehr.has(Quirk.NO_JWKS_URI), "jwks_uri is not supported, send jwks");
        require(!method.equals("private_key_jwt") || inline || byUrl, "private_key_jwt requires jwks or jwks_uri");
        if (inline) {
            JsonArray keys = body.getJsonObject("jwks").getJsonArray("keys");
            require(keys != null && !keys.isEmpty(), "jwks contains no key");
            for (JsonObject key : keys.getValuesAs(JsonObject.class)) {
                require(PRIVATE_KEY_MEMBERS.stream().noneMatch(key::containsKey), "jwks contains a private key");
                require(key.containsKey("kid") && key.containsKey("kty"), "a key lacks kid or kty");
            }
        }
    }

    private static boolean isSecure(String text) {
        try {
            URI uri = URI.create(text);
            boolean loopback = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
            return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && loopback;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static List<String> texts(JsonObject body, String name) {
        List<String> texts = new ArrayList<>();
        if (body.get(name) instanceof JsonArray array) {
            for (JsonValue value : array) {
                require(value instanceof JsonString, name + " must contain strings only");
                texts.add(((JsonString) value).getString());
            }
        }
        return texts;
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw invalid(description);
        }
    }
}
