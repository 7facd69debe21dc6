package io.safire.impl.token;

import io.safire.Finding;
import io.safire.error.TokenException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.Printable;
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
 * Reader of successful token responses. It tolerates known violations of servers, and is strict where an error would be
 * harmful.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
 */
public final class TokenReader {

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,15}");
    private static final Duration LONGEST = Duration.ofDays(366);

    private final ServerSettings settings;
    private final Clock clock;

    public TokenReader(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Reads a token response.
     *
     * @param carriedOver members of earlier responses of the same launch
     * @param findings violations tolerated so far, outside the members of the response
     * @throws TokenException if the response contains no usable access token
     */
    public TokenResponse read(
            TokenOutcome.Granted answer,
            Scopes requested,
            JsonObject carriedOver,
            URI endpoint,
            List<Finding> findings) {
        JsonObject members = answer.members();
        JsonValue token = members.getOrDefault("access_token", JsonValue.NULL);
        if (token == JsonValue.NULL) {
            throw exception(
                    answer,
                    Message.NO_ACCESS_TOKEN.of(
                            settings.name(),
                            fields(answer),
                            HttpTransport.withoutQuery(endpoint),
                            settings.key(Setting.TOKEN_ENDPOINT)));
        }
        if (!(token instanceof JsonString value)
                || !SENDABLE.matcher(value.getString()).matches()) {
            throw unusable(answer, endpoint, "access_token is not a string that can be sent in a header");
        }
        if (members.get("token_type") instanceof JsonString type
                && !type.getString().equalsIgnoreCase("Bearer")) {
            throw unusable(answer, endpoint, "token_type is not Bearer");
        }
        AccessToken accessToken = new AccessToken(
                settings.name(),
                value.getString(),
                clock.instant().plus(lifetime(answer, endpoint)),
                granted(members, requested));
        return new TokenResponse(settings.name(), accessToken, requested, members, carriedOver, null, findings);
    }

    private Duration lifetime(TokenOutcome.Granted answer, URI endpoint) {
        JsonValue value = answer.members().get("expires_in");
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
            throw unusable(answer, endpoint, "expires_in is negative");
        }
        if (seconds.compareTo(BigDecimal.ONE) < 0) {
            // no server issues an expired token, so a value below one second is treated like a missing expires_in
            return settings.client().defaultExpiresIn();
        }
        BigDecimal most = BigDecimal.valueOf(LONGEST.toSeconds());
        return Duration.ofSeconds(seconds.min(most).longValue());
    }

    /**
     * Returns the scopes in the response. If they are missing or unreadable, the requested scopes were granted (RFC 6749,
     * section 5.1).
     */
    private static Scopes granted(JsonObject members, Scopes requested) {
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

    private TokenException unusable(TokenOutcome.Granted answer, URI endpoint, String why) {
        return exception(
                answer,
                Message.UNUSABLE_TOKEN.of(
                        settings.name(),
                        why,
                        fields(answer),
                        HttpTransport.withoutQuery(endpoint),
                        settings.key(Setting.TOKEN_ENDPOINT)));
    }

    /** Creates an exception without the members of the response, because they may contain tokens. */
    private TokenException exception(TokenOutcome.Granted answer, String message) {
        return new TokenException(
                settings.name(), message, answer.status(), JsonValue.EMPTY_JSON_OBJECT, answer.names());
    }

    private static String fields(TokenOutcome.Granted answer) {
        return Printable.of(String.join(", ", answer.names()));
    }
}
