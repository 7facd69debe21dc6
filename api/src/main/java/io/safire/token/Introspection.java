package io.safire.token;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token introspection response of an authorization server. The accessors return an empty result for a member that is
 * missing, blank or of the wrong type. Servers differ in the members that they send, and the response for an inactive
 * token contains only {@code active}.
 *
 * @param members the response as received, including members that no specification defines
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, introspection response</a>
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html">SMART App Launch 2.2.0, token
 *     introspection</a>
 * @since 1.0
 */
public record Introspection(JsonObject members) {

    private static final Set<String> NON_CONTEXT_MEMBERS = Set.of(
            "active", "client_id", "username", "exp", "iat", "nbf", "sub", "aud", "iss", "jti", "fhirUser", "cnf");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,12}");

    public Introspection {
        requireNonNull(members, "members");
    }

    /**
     * Returns whether the token is currently active.
     *
     * @return true only if {@code active} is true, or the string {@code "true"}; false for a token that is expired,
     *     revoked or unknown
     */
    public boolean isActive() {
        JsonValue active = members.getOrDefault("active", JsonValue.FALSE);
        return active == JsonValue.TRUE
                || active instanceof JsonString text && text.getString().equals("true");
    }

    /**
     * Returns the scopes of the token.
     *
     * @return {@code scope}; no scopes if it is missing or malformed
     */
    public Scopes scopes() {
        try {
            return Scopes.parse(string("scope").orElse(""));
        } catch (IllegalArgumentException malformed) {
            return Scopes.none();
        }
    }

    /**
     * Returns the client that the token was issued to.
     *
     * @return {@code client_id}
     */
    public Optional<String> clientId() {
        return string("client_id");
    }

    /**
     * Returns the identifier of the user who authorized the token.
     *
     * @return {@code sub}
     */
    public Optional<String> subject() {
        return string("sub");
    }

    /**
     * Returns the issuer of the token.
     *
     * @return {@code iss}
     */
    public Optional<String> issuer() {
        return string("iss");
    }

    /**
     * Returns the audiences of the token.
     *
     * @return {@code aud}, which servers send as a string or as an array
     */
    public List<String> audience() {
        return new TokenMembers(members).strings("aud");
    }

    /**
     * Returns the time at which the token expires, according to the server's clock.
     *
     * @return {@code exp}
     */
    public Optional<Instant> expiresAt() {
        return instant("exp");
    }

    /**
     * Returns the time at which the token was issued, according to the server's clock.
     *
     * @return {@code iat}
     */
    public Optional<Instant> issuedAt() {
        return instant("iat");
    }

    /**
     * Returns the FHIR resource of the user.
     *
     * @return {@code fhirUser} as received, which is absolute or relative to the FHIR base URL
     */
    public Optional<String> fhirUser() {
        return string("fhirUser");
    }

    /**
     * Returns the launch context of the token, such as patient and encounter.
     *
     * @return all members except those that describe the token itself
     */
    public LaunchContext context() {
        LaunchContext all = LaunchContext.of(JsonValue.EMPTY_JSON_OBJECT, members);
        JsonObjectBuilder context = TokenMembers.objectBuilder();
        all.members().forEach((name, value) -> {
            if (!NON_CONTEXT_MEMBERS.contains(name)) {
                context.add(name, value);
            }
        });
        return new LaunchContext(context.build());
    }

    /**
     * Returns only the active flag and the names of the members. The values are omitted, because they identify the
     * user and the patient.
     */
    @Override
    public String toString() {
        return ("Introspection[active=" + isActive() + ", members=" + members.keySet() + "]")
                .replaceAll("\\P{Print}", "?");
    }

    private Optional<String> string(String name) {
        return new TokenMembers(members).string(name);
    }

    /** Reads a time in seconds, which some servers send as a string. */
    private Optional<Instant> instant(String name) {
        return new TokenMembers(members).instant(name).or(() -> string(name)
                .filter(text -> WHOLE_NUMBER.matcher(text).matches())
                .flatMap(text -> TokenMembers.instant(new BigDecimal(text))));
    }
}
