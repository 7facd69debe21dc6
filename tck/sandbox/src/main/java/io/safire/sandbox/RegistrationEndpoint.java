package io.safire.sandbox;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Quirk;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The registration endpoint (RFC 7591) and the client configuration endpoints (RFC 7592). */
final class RegistrationEndpoint {

    /** A registered client. Each use of its registration access token replaces the token. */
    private record Registered(JsonObject metadata, String secret, long issuedAt, String token) {}

    private final Ehr ehr;
    private final MetadataCheck check;
    private final Set<String> initialAccessTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, Registered> registrations = new ConcurrentHashMap<>();

    RegistrationEndpoint(Ehr ehr, MetadataCheck check) {
        this.ehr = ehr;
        this.check = check;
    }

    String initialAccessToken() {
        String token = Secrets.next();
        initialAccessTokens.add(token);
        return token;
    }

    Outgoing answer(Incoming request) {
        try {
            String id = request.path().replaceFirst("^/auth/register/?", "");
            return id.isEmpty() ? registered(request) : managed(request, id);
        } catch (OAuthError error) {
            return error.status() == 401
                    ? error.outgoing().with("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    : error.outgoing();
        }
    }

    private synchronized Outgoing registered(Incoming request) {
        if (!request.method().equals("POST")) {
            return Outgoing.empty(405);
        }
        String token = bearer(request);
        if (!ehr.has(Quirk.OPEN_REGISTRATION) && !initialAccessTokens.contains(token)) {
            throw unknownToken("an unused initial access token is required");
        }
        JsonObject metadata = check.checked(json(request));
        if (metadata.containsKey("client_id") || metadata.containsKey("client_secret")) {
            throw MetadataCheck.invalid("client_id and client_secret are assigned by the server");
        }
        initialAccessTokens.remove(token);
        String id = "dyn-" + Secrets.next();
        String secret = hasSecret(metadata) ? Secrets.next() : "";
        Registered registered = new Registered(metadata, secret, ehr.now().getEpochSecond(), Secrets.next());
        keep(id, registered);
        return document(201, id, registered);
    }

    private synchronized Outgoing managed(Incoming request, String id) {
        Registered registered = registrations.get(id);
        boolean authorized = registered != null
                && registered.token().equals(bearer(request))
                && !ehr.has(Quirk.NO_REGISTRATION_MANAGEMENT);
        if (!authorized) {
            throw unknownToken("the registration access token is unknown or has been replaced");
        }
        return switch (request.method()) {
            case "GET" -> changed(id, registered, registered.metadata());
            case "PUT" -> changed(id, registered, update(id, registered, json(request)));
            case "DELETE" -> {
                registrations.remove(id);
                ehr.clients().remove(id);
                yield Outgoing.empty(204);
            }
            default -> Outgoing.empty(405);
        };
    }

    private Outgoing changed(String id, Registered before, JsonObject metadata) {
        String secret = before.secret();
        if (secret.isEmpty() && hasSecret(metadata)) {
            secret = Secrets.next();
        }
        Registered after = new Registered(metadata, secret, before.issuedAt(), Secrets.next());
        keep(id, after);
        return document(200, id, after);
    }

    private JsonObject update(String id, Registered registered, JsonObject body) {
        for (String name : Set.of(
                "registration_access_token",
                "registration_client_uri",
                "client_secret_expires_at",
                "client_id_issued_at")) {
            if (body.containsKey(name)) {
                throw MetadataCheck.invalid(name + " must not be in an update");
            }
        }
        if (!body.getString("client_id", "").equals(id)) {
            throw MetadataCheck.invalid("client_id must match the registration");
        }
        if (!body.getString("client_secret", registered.secret()).equals(registered.secret())) {
            throw MetadataCheck.invalid("client_secret must match the issued secret");
        }
        return check.checked(Json.createObjectBuilder(body)
                .remove("client_id")
                .remove("client_secret")
                .build());
    }

    private void keep(String id, Registered registered) {
        registrations.put(id, registered);
        JsonObject metadata = registered.metadata();
        String redirectUri = metadata.containsKey("redirect_uris")
                ? metadata.getJsonArray("redirect_uris").getString(0)
                : "";
        String jwks =
                metadata.containsKey("jwks") ? metadata.getJsonObject("jwks").toString() : "";
        String type =
                switch (metadata.getString("token_endpoint_auth_method")) {
                    case "none" -> "public";
                    case "private_key_jwt" -> "keys";
                    default -> "secret";
                };
        ehr.clients()
                .put(
                        id,
                        new ClientEntry(
                                id, type, registered.secret(), jwks, metadata.getString("jwks_uri", ""), redirectUri));
    }

    private Outgoing document(int status, String id, Registered registered) {
        JsonObjectBuilder document = Json.createObjectBuilder(registered.metadata())
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
        return Outgoing.text(status, contentType, text).with("Cache-Control", "no-store");
    }

    private static JsonObject json(Incoming request) {
        if (!request.header("content-type").startsWith("application/json")) {
            throw OAuthError.badRequest("the body must be application/json");
        }
        try {
            return Json.createReader(new StringReader(request.body())).readObject();
        } catch (JsonException malformed) {
            throw OAuthError.badRequest("the body must be a JSON object");
        }
    }

    private static boolean hasSecret(JsonObject metadata) {
        return metadata.getString("token_endpoint_auth_method").equals("client_secret_basic");
    }

    private static String bearer(Incoming request) {
        String header = request.header("authorization");
        return header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
    }

    private static OAuthError unknownToken(String description) {
        return new OAuthError(401, "invalid_token", description);
    }
}
