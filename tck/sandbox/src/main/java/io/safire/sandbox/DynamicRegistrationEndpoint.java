package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The registration endpoint (RFC 7591) and the client configuration endpoints (RFC 7592). */
final class DynamicRegistrationEndpoint {

    /** A client that was registered dynamically. The server replaces its registration access token at each use. */
    private record RegisteredClient(JsonObject metadata, String secret, long issuedAt, String token) {}

    private final EhrState ehr;
    private final ClientMetadataValidator validator;
    private final Set<String> initialAccessTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, RegisteredClient> registrations = new ConcurrentHashMap<>();

    DynamicRegistrationEndpoint(EhrState ehr, ClientMetadataValidator validator) {
        this.ehr = ehr;
        this.validator = validator;
    }

    String issueInitialAccessToken() {
        String token = RandomSecrets.next();
        initialAccessTokens.add(token);
        return token;
    }

    OutgoingResponse respond(IncomingRequest request) {
        try {
            String id = request.path().replaceFirst("^/auth/register/?", "");
            return id.isEmpty() ? register(request) : manage(request, id);
        } catch (OAuthErrorException error) {
            return error.status() == 401
                    ? error.response().withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    : error.response();
        }
    }

    private synchronized OutgoingResponse register(IncomingRequest request) {
        if (!request.method().equals("POST")) {
            return OutgoingResponse.empty(405);
        }
        String token = bearer(request);
        if (!ehr.has(Quirk.OPEN_REGISTRATION) && !initialAccessTokens.contains(token)) {
            throw unknownToken("an unused initial access token is required");
        }
        JsonObject metadata = validator.validate(json(request));
        if (metadata.containsKey("client_id") || metadata.containsKey("client_secret")) {
            throw ClientMetadataValidator.invalid("client_id and client_secret are assigned by the server");
        }
        initialAccessTokens.remove(token);
        String id = "dyn-" + RandomSecrets.next();
        String secret = hasSecret(metadata) ? RandomSecrets.next() : "";
        RegisteredClient registered =
                new RegisteredClient(metadata, secret, ehr.now().getEpochSecond(), RandomSecrets.next());
        store(id, registered);
        return response(201, id, registered);
    }

    private synchronized OutgoingResponse manage(IncomingRequest request, String id) {
        RegisteredClient registered = registrations.get(id);
        boolean authorized = registered != null
                && registered.token().equals(bearer(request))
                && !ehr.has(Quirk.NO_REGISTRATION_MANAGEMENT);
        if (!authorized) {
            throw unknownToken("the registration access token is unknown or has been replaced");
        }
        return switch (request.method()) {
            case "GET" -> replace(id, registered, registered.metadata());
            case "PUT" -> replace(id, registered, validateUpdate(id, registered, json(request)));
            case "DELETE" -> {
                registrations.remove(id);
                ehr.clients().remove(id);
                yield OutgoingResponse.empty(204);
            }
            default -> OutgoingResponse.empty(405);
        };
    }

    private OutgoingResponse replace(String id, RegisteredClient before, JsonObject metadata) {
        String secret = before.secret();
        if (secret.isEmpty() && hasSecret(metadata)) {
            secret = RandomSecrets.next();
        }
        RegisteredClient after = new RegisteredClient(metadata, secret, before.issuedAt(), RandomSecrets.next());
        store(id, after);
        return response(200, id, after);
    }

    private JsonObject validateUpdate(String id, RegisteredClient registered, JsonObject body) {
        for (String name : Set.of(
                "registration_access_token",
                "registration_client_uri",
                "client_secret_expires_at",
                "client_id_issued_at")) {
            if (body.containsKey(name)) {
                throw ClientMetadataValidator.invalid(name + " must not be in an update");
            }
        }
        if (!body.getString("client_id", "").equals(id)) {
            throw ClientMetadataValidator.invalid("client_id must match the registration");
        }
        if (!body.getString("client_secret", registered.secret()).equals(registered.secret())) {
            throw ClientMetadataValidator.invalid("client_secret must match the issued secret");
        }
        return validator.validate(SandboxJson.createObjectBuilder(body)
                .remove("client_id")
                .remove("client_secret")
                .build());
    }

    private void store(String id, RegisteredClient registered) {
        registrations.put(id, registered);
        JsonObject metadata = registered.metadata();
        String redirectUri = first(metadata, "redirect_uris");
        String jwks =
                metadata.containsKey("jwks") ? metadata.getJsonObject("jwks").toString() : "";
        String type =
                switch (metadata.getString("token_endpoint_auth_method")) {
                    case "none" -> "public";
                    case "private_key_jwt" -> "keys";
                    case "client_secret_post" -> "post";
                    default -> "secret";
                };
        ehr.clients()
                .put(
                        id,
                        new SandboxClient(
                                id,
                                type,
                                registered.secret(),
                                jwks,
                                metadata.getString("jwks_uri", ""),
                                redirectUri,
                                first(metadata, "post_logout_redirect_uris")));
    }

    private static String first(JsonObject metadata, String name) {
        return metadata.containsKey(name) ? metadata.getJsonArray(name).getString(0) : "";
    }

    private OutgoingResponse response(int status, String id, RegisteredClient registered) {
        JsonObjectBuilder document = SandboxJson.createObjectBuilder(registered.metadata())
                .add("client_id", id)
                .add("client_id_issued_at", registered.issuedAt());
        if (!registered.secret().isEmpty()) {
            document.add("client_secret", registered.secret()).add("client_secret_expires_at", 0);
        }
        if (!ehr.has(Quirk.NO_REGISTRATION_MANAGEMENT)) {
            document.add("registration_access_token", registered.token())
                    .add("registration_client_uri", ehr.issuer() + "/register/" + id);
        }
        String text = document.build().toString();
        String contentType = ehr.has(Quirk.REGISTRATION_AS_TEXT) ? "text/plain" : "application/json";
        return OutgoingResponse.text(status, contentType, text).withHeader("Cache-Control", "no-store");
    }

    private static JsonObject json(IncomingRequest request) {
        if (!request.header("content-type").startsWith("application/json")) {
            throw OAuthErrorException.badRequest("the body must be application/json");
        }
        try {
            return SandboxJson.createReader(new StringReader(request.body())).readObject();
        } catch (JsonException malformed) {
            throw OAuthErrorException.badRequest("the body must be a JSON object");
        }
    }

    private static boolean hasSecret(JsonObject metadata) {
        return metadata.getString("token_endpoint_auth_method").startsWith("client_secret_");
    }

    private static String bearer(IncomingRequest request) {
        String header = request.header("authorization");
        return header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
    }

    private static OAuthErrorException unknownToken(String description) {
        return new OAuthErrorException(401, "invalid_token", description);
    }
}
