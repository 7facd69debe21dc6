package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.launch.LaunchContext;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an authorization server says of a token. A member that is missing, blank or of a wrong type reads as empty; servers say
 * more or less of a token, and of one that is not active nothing at all.
 *
 * @param members the answer as it came, with every member that no specification names
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, introspection response</a>
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html">SMART App Launch 2.2.0, token
 *     introspection</a>
 */
public record Introspection(JsonObject members) {

    private static final Set<String> NOT_CONTEXT = Set.of(
            "active", "client_id", "username", "exp", "iat", "nbf", "sub", "aud", "iss", "jti", "fhirUser", "cnf");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,12}");

    /** Checks that the members are there. */
    public Introspection {
        requireNonNull(members, "members");
    }

    /**
     * Whether the token can be used now.
     *
     * @return true only if the server says so; false for a token that has expired, was revoked or is unknown
     */
    public boolean active() {
        JsonValue active = members.getOrDefault("active", JsonValue.FALSE);
        return active == JsonValue.TRUE
                || active instanceof JsonString text && text.getString().equals("true");
    }

    /**
     * What the token may be used for.
     *
     * @return {@code scope}; none if it is not said or cannot be read
     */
    public Scopes scopes() {
        try {
            return Scopes.parse(text("scope").orElse(""));
        } catch (IllegalArgumentException notScopes) {
            return Scopes.none();
        }
    }

    /**
     * The client that the token was issued to.
     *
     * @return {@code client_id}
     */
    public Optional<String> clientId() {
        return text("client_id");
    }

    /**
     * The user that the token was issued for.
     *
     * @return {@code sub}
     */
    public Optional<String> subject() {
        return text("sub");
    }

    /**
     * Who issued the token.
     *
     * @return {@code iss}
     */
    public Optional<String> issuer() {
        return text("iss");
    }

    /**
     * Whom the token is meant for.
     *
     * @return {@code aud}, whether the server writes one string or an array
     */
    public List<String> audience() {
        return new Members(members).texts("aud");
    }

    /**
     * When the token ends.
     *
     * @return {@code exp}, by the server's clock
     */
    public Optional<Instant> expiresAt() {
        return instant("exp");
    }

    /**
     * When the token was issued.
     *
     * @return {@code iat}, by the server's clock
     */
    public Optional<Instant> issuedAt() {
        return instant("iat");
    }

    /**
     * The FHIR resource that is the user.
     *
     * @return {@code fhirUser}, as it came: absolute, or relative to the FHIR base
     */
    public Optional<String> fhirUser() {
        return text("fhirUser");
    }

    /**
     * The launch context that the token carries: patient, encounter and the like.
     *
     * @return every member that is not about the token itself
     */
    public LaunchContext context() {
        LaunchContext all = LaunchContext.of(JsonValue.EMPTY_JSON_OBJECT, members);
        JsonObjectBuilder context = Json.PROVIDER.createObjectBuilder();
        all.members().forEach((name, value) -> {
            if (!NOT_CONTEXT.contains(name)) {
                context.add(name, value);
            }
        });
        return new LaunchContext(context.build());
    }

    /** Names the members; their values tell who the user and the patient are. */
    @Override
    public String toString() {
        return ("Introspection[active=" + active() + ", members=" + members.keySet() + "]")
                .replaceAll("\\P{Print}", "?");
    }

    private Optional<String> text(String name) {
        return new Members(members).text(name);
    }

    /** Seconds, which some servers write as a string. */
    private Optional<Instant> instant(String name) {
        return new Members(members).time(name).or(() -> text(name)
                .filter(text -> WHOLE_NUMBER.matcher(text).matches())
                .flatMap(text -> Members.time(new BigDecimal(text))));
    }

    /** Found once, since looking for the provider takes long. */
    private static final class Json {
        private static final JsonProvider PROVIDER = JsonProvider.provider();
    }
}
