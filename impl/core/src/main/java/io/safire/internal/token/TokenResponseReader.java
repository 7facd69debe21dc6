package io.safire.internal.token;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.error.TokenException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.token.AccessToken;
import io.safire.token.LaunchContext;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reader of successful token responses. The reader tolerates known violations by servers, because a rejected response
 * would cost the user an authorization code or a refresh token. The reader rejects only harmful violations.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
 */
public final class TokenResponseReader {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    /** The token type {@code Bearer} in any spelling, such as {@code BearerToken}. */
    private static final Pattern BEARER = Pattern.compile("(?i)bearer([\\s_-]*token)?");

    private static final String SCOPE = "scope";
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);

    private final ServerSettings settings;
    private final Clock clock;

    public TokenResponseReader(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param clockFindings the findings about the clock of the server
     * @throws TokenException if the response contains no usable access token
     */
    public TokenResponse read(FormResponse response, Grant grant, URI endpoint, List<Finding> clockFindings) {
        Scopes requested = grant.requestedScopes();
        JsonObject members = response.members();
        if (!(members.get("access_token") instanceof JsonString value)
                || !VISIBLE_ASCII.matcher(value.getString()).matches()) {
            throw unusable(response, grant, endpoint, "access_token is not a string that can be sent in a header");
        }
        requireBearer(response, grant, endpoint);
        Scopes granted = grantedScopes(members, requested);
        AccessToken accessToken = new AccessToken(
                settings.name(),
                value.getString(),
                clock.instant().plus(lifetime(members)),
                granted.isEmpty() ? requested : granted);
        List<Finding> findings = new ArrayList<>(clockFindings);
        findings.addAll(response.findings());
        if (granted.isEmpty()) {
            findings.addAll(scopeFindings(members));
        }
        if (!grant.type().equals(Grant.CLIENT_CREDENTIALS)) {
            findings.addAll(
                    LaunchContext.of(JsonValue.EMPTY_JSON_OBJECT, members).findings());
        }
        return TokenResponse.of(settings.name(), accessToken, requested, members, grant.inheritedMembers())
                .withFindings(findings);
    }

    /** Returns the findings that explain why the response contains no scopes. */
    private static List<Finding> scopeFindings(JsonObject members) {
        return TokenResponse.conformance(members, TokenFlow.AUTHORIZATION_CODE).stream()
                .filter(finding -> finding.member().filter(SCOPE::equals).isPresent())
                .toList();
    }

    private void requireBearer(FormResponse response, Grant grant, URI endpoint) {
        Optional<String> type =
                JsonValues.text(response.members(), "token_type").map(String::strip);
        if (type.isPresent() && !BEARER.matcher(type.get()).matches()) {
            String value = LogSanitizer.sanitize(response.redact(type.get()));
            throw unusable(response, grant, endpoint, "token_type is " + value + ", but Safire supports only Bearer");
        }
    }

    /**
     * Returns the lifetime of the access token. Ignores an {@code expires_in} below one second, because no server
     * issues an expired token.
     */
    private Duration lifetime(JsonObject members) {
        JsonValue value = members.get("expires_in");
        BigDecimal seconds = null;
        if (value instanceof JsonNumber number) {
            seconds = number.bigDecimalValue();
        } else if (value instanceof JsonString string
                && NUMBER.matcher(string.getString().strip()).matches()) {
            seconds = new BigDecimal(string.getString().strip());
        }
        if (seconds == null || seconds.compareTo(BigDecimal.ONE) < 0) {
            return settings.client().defaultExpiresIn();
        }
        BigDecimal maxSeconds = BigDecimal.valueOf(MAX_LIFETIME.toSeconds());
        return Duration.ofSeconds(seconds.min(maxSeconds).longValue());
    }

    /**
     * Returns an empty set if the member {@code scope} is missing or unreadable. The server then granted the requested
     * scopes (RFC 6749, section 5.1).
     */
    private static Scopes grantedScopes(JsonObject members, Scopes requested) {
        String text = "";
        if (members.get(SCOPE) instanceof JsonString string) {
            text = string.getString();
        } else if (members.get(SCOPE) instanceof JsonArray array) {
            text = array.stream()
                    .filter(JsonString.class::isInstance)
                    .map(scope -> ((JsonString) scope).getString())
                    .collect(Collectors.joining(" "));
        }
        try {
            return requested.contains(text.strip()) ? Scopes.parse(text) : Scopes.parseLeniently(text);
        } catch (IllegalArgumentException notScopes) {
            return Scopes.none();
        }
    }

    private TokenException unusable(FormResponse response, Grant grant, URI endpoint, String reason) {
        List<String> names = response.redactedNames();
        Failure failure = Message.UNUSABLE_TOKEN.format(
                settings.name(),
                reason,
                LogSanitizer.sanitize(String.join(", ", names)),
                HttpTransport.withoutQuery(endpoint),
                settings.key(Setting.TOKEN_ENDPOINT));
        // the exception omits the members of the response, because they may contain tokens
        return new TokenException(
                ConsumedGrant.describe(failure, grant.type()), response.status(), JsonValue.EMPTY_JSON_OBJECT, names);
    }
}
