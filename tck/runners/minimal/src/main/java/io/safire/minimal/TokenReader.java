package io.safire.minimal;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.TokenException;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The reader of token responses and of their errors (RFC 6749, sections 5.1 and 5.2).
 *
 * @param sent the time of the request, from which the lifetime of the token counts
 */
record TokenReader(String server, Scopes requested, Instant sent) {

    private static final int OK = 200;
    private static final long DEFAULT_EXPIRES_IN = Duration.ofMinutes(5).toSeconds();

    TokenResponse read(URI endpoint, HttpResponse<String> response) {
        Optional<JsonObject> body = JsonBody.parse(response.body());
        JsonObject members = body.orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (response.statusCode() != OK || members.containsKey("error")) {
            throw failure(endpoint, response, "it is an error", members, List.copyOf(members.keySet()));
        }
        try {
            return TokenResponse.of(server, token(members), requested, members, JsonValue.EMPTY_JSON_OBJECT);
        } catch (IllegalArgumentException unusable) {
            throw failure(
                    endpoint,
                    response,
                    "it contains no usable access token",
                    JsonValue.EMPTY_JSON_OBJECT,
                    List.copyOf(members.keySet()));
        }
    }

    private AccessToken token(JsonObject members) {
        if (!text(members, "token_type").orElse("").equalsIgnoreCase("Bearer")) {
            throw new IllegalArgumentException("token_type");
        }
        return new AccessToken(
                server,
                text(members, "access_token").orElseThrow(() -> new IllegalArgumentException("access_token")),
                sent.plusSeconds(lifetime(members)),
                text(members, "scope").map(Scopes::parse).orElse(requested));
    }

    private static long lifetime(JsonObject members) {
        return members.get("expires_in") instanceof JsonNumber seconds ? seconds.longValue() : DEFAULT_EXPIRES_IN;
    }

    private static Optional<String> text(JsonObject members, String name) {
        return members.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    private TokenException failure(
            URI endpoint, HttpResponse<String> response, String reason, JsonObject error, List<String> received) {
        String code = text(error, "error").map(value -> ", " + value).orElse("");
        String text = "Response of " + endpoint + " (HTTP " + response.statusCode() + code + ") cannot be used: "
                + reason + ". Check the registration of the client.";
        return new TokenException(
                Failure.of("MINIMAL-0401", server, Step.TOKEN, text), response.statusCode(), error, received);
    }
}
