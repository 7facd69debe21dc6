package io.safire.internal.token;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.error.TokenException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reader of successful token responses. The reader tolerates known violations by servers, but is strict if a tolerated
 * violation would be harmful.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
 */
public final class TokenResponseReader {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,15}");
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);

    private final ServerSettings settings;
    private final Clock clock;

    public TokenResponseReader(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Reads a token response.
     *
     * @param findings the tolerated violations that cannot be recognized from the members of the response
     * @throws TokenException if the response contains no usable access token
     */
    public TokenResponse read(FormResponse response, Grant grant, URI endpoint, List<Finding> findings) {
        Scopes requested = grant.requestedScopes();
        JsonObject members = response.members();
        if (!(members.get("access_token") instanceof JsonString value)
                || !VISIBLE_ASCII.matcher(value.getString()).matches()) {
            throw unusable(response, endpoint, "access_token is not a string that can be sent in a header");
        }
        if (members.get("token_type") instanceof JsonString type
                && !type.getString().equalsIgnoreCase("Bearer")) {
            throw unusable(response, endpoint, "token_type is not Bearer");
        }
        AccessToken accessToken = new AccessToken(
                settings.name(),
                value.getString(),
                clock.instant().plus(lifetime(response, endpoint)),
                grantedScopes(members, requested));
        return TokenResponse.of(settings.name(), accessToken, requested, members, grant.inheritedMembers())
                .withFindings(findings);
    }

    private Duration lifetime(FormResponse response, URI endpoint) {
        JsonValue value = response.members().get("expires_in");
        BigDecimal seconds = null;
        if (value instanceof JsonNumber number) {
            seconds = number.bigDecimalValue();
        } else if (value instanceof JsonString string
                && WHOLE_NUMBER.matcher(string.getString().strip()).matches()) {
            seconds = new BigDecimal(string.getString().strip());
        }
        if (seconds == null) {
            return settings.client().defaultExpiresIn();
        }
        if (seconds.signum() < 0) {
            throw unusable(response, endpoint, "expires_in is negative");
        }
        if (seconds.compareTo(BigDecimal.ONE) < 0) {
            // no server issues an expired token, so a value below one second is treated like a missing expires_in
            return settings.client().defaultExpiresIn();
        }
        BigDecimal maxSeconds = BigDecimal.valueOf(MAX_LIFETIME.toSeconds());
        return Duration.ofSeconds(seconds.min(maxSeconds).longValue());
    }

    /**
     * Returns the scopes in the response. If the member {@code scope} is missing or unreadable, the server granted the
     * requested scopes (RFC 6749, section 5.1).
     */
    private static Scopes grantedScopes(JsonObject members, Scopes requested) {
        String text = "";
        if (members.get("scope") instanceof JsonString string) {
            text = string.getString();
        } else if (members.get("scope") instanceof JsonArray array) {
            text = array.stream()
                    .filter(JsonString.class::isInstance)
                    .map(scope -> ((JsonString) scope).getString())
                    .collect(Collectors.joining(" "));
        }
        try {
            Scopes scopes = Scopes.parse(text);
            return scopes.isEmpty() ? requested : scopes;
        } catch (IllegalArgumentException notScopes) {
            return requested;
        }
    }

    private TokenException unusable(FormResponse response, URI endpoint, String reason) {
        List<String> names = response.redactedNames();
        Failure failure = Message.UNUSABLE_TOKEN.format(
                settings.name(),
                reason,
                LogSanitizer.sanitize(String.join(", ", names)),
                HttpTransport.withoutQuery(endpoint),
                settings.key(Setting.TOKEN_ENDPOINT));
        // the exception omits the members of the response, because they may contain tokens
        return new TokenException(failure, response.status(), JsonValue.EMPTY_JSON_OBJECT, names);
    }
}
