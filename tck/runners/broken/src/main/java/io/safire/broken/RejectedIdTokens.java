package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.ValidationException;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.launch.AuthorizationRequest;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

/** ID tokens that the correct implementation rejects and a broken implementation accepts. */
final class RejectedIdTokens {

    private static final AtomicReference<String> LAST_TOKEN_RESPONSE = new AtomicReference<>("{}");

    /** The issuer of the server that sent the last token response. */
    static final AtomicReference<String> ISSUER = new AtomicReference<>("");

    /** The {@code nonce} of the last authorization request. */
    static final AtomicReference<String> NONCE = new AtomicReference<>("");

    private RejectedIdTokens() {}

    /** Accepts a rejected ID token if its header and claims meet the given conditions. */
    static Breakage acceptRejected(String name, BiPredicate<JsonObject, JsonObject> condition, String... caughtBy) {
        return Breakage.of(
                        name,
                        call -> {
                            try {
                                return recordNonce(call.proceed());
                            } catch (ValidationException rejection) {
                                String[] parts = textMember(parseObject(LAST_TOKEN_RESPONSE.get()), "id_token")
                                        .split("\\.");
                                boolean accept = rejection.attribute().equals("id_token")
                                        && parts.length > 1
                                        && condition.test(decodePart(parts[0]), decodePart(parts[1]));
                                if (!accept) {
                                    throw rejection;
                                }
                                return lastTokenResponse(call.client().name());
                            }
                        },
                        RejectedIdTokens::recordTokenResponse,
                        Breakage.none().responses(),
                        List.of(caughtBy))
                .breaks(201);
    }

    private static Object recordNonce(Object result) {
        if (result instanceof AuthorizationRequest request) {
            NONCE.set(request.nonce().orElse(""));
        }
        return result;
    }

    private static InboundResponse recordTokenResponse(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        if (FormParameters.parse(request).containsKey("grant_type")) {
            LAST_TOKEN_RESPONSE.set(new String(response.body(), UTF_8));
            ISSUER.set(request.target().toString().replaceFirst("/token$", ""));
        }
        return response;
    }

    private static TokenResponse lastTokenResponse(String server) {
        JsonObject members = parseObject(LAST_TOKEN_RESPONSE.get());
        AccessToken token = new AccessToken(
                server, textMember(members, "access_token"), Instant.now().plusSeconds(300), Scopes.none());
        return TokenResponse.of(server, token, Scopes.none(), members, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static JsonObject decodePart(String part) {
        return parseObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }

    private static JsonObject parseObject(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static String textMember(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value instanceof JsonString string ? string.getString() : String.valueOf(value);
    }
}
