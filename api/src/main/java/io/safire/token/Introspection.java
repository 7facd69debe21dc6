package io.safire.token;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token introspection response of an authorization server. The accessors return an empty result for a member that is
 * missing, blank or of the wrong type. Servers differ in the members that they send. The response for an inactive token
 * contains only {@code active}.
 *
 * <p>The library creates the responses. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, introspection response</a>
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html">SMART App Launch 2.2.0, token
 *     introspection</a>
 * @since 1.0
 */
public interface Introspection {

    /** {@return the response as received, including members that no specification defines} */
    JsonObject members();

    /**
     * Returns whether the token is currently active.
     *
     * @return true only if {@code active} is true, or the string {@code "true"}; false for a token that is expired,
     *     revoked or unknown
     */
    boolean isActive();

    /**
     * Returns the scopes of the token.
     *
     * @return {@code scope}, which servers send as a string or as an array; no scopes if the member is missing or
     *     malformed
     */
    Scopes scopes();

    /**
     * Returns the client that the token was issued to.
     *
     * @return {@code client_id}
     */
    Optional<String> clientId();

    /**
     * Returns the identifier of the user that authorized the token.
     *
     * @return {@code sub}
     */
    Optional<String> subject();

    /**
     * Returns the issuer of the token.
     *
     * @return {@code iss}
     */
    Optional<String> issuer();

    /**
     * Returns the audiences of the token.
     *
     * @return {@code aud}, which servers send as a string or as an array
     */
    List<String> audience();

    /**
     * Returns the time at which the token expires, according to the server's clock.
     *
     * @return {@code exp}
     */
    Optional<Instant> expiresAt();

    /**
     * Returns the time at which the token was issued, according to the server's clock.
     *
     * @return {@code iat}
     */
    Optional<Instant> issuedAt();

    /**
     * Returns the FHIR resource of the user.
     *
     * @return {@code fhirUser} as received, which is absolute or relative to the FHIR base URL
     */
    Optional<String> fhirUser();

    /**
     * Returns the launch context of the token, such as patient and encounter.
     *
     * @return all members except those that describe the token itself
     */
    LaunchContext context();

    /**
     * Returns the tolerated deviations in the response.
     *
     * @return the findings, or an empty list
     */
    default List<Finding> findings() {
        return List.of();
    }

    /**
     * Creates an introspection response.
     *
     * @param members the response as received
     * @return the response
     */
    static Introspection of(JsonObject members) {
        return of(members, List.of());
    }

    /**
     * Creates an introspection response with findings that cannot be derived from its members.
     *
     * @param members the response as received
     * @param findings the tolerated deviations, such as a wrong content type
     * @return the response
     */
    static Introspection of(JsonObject members, List<Finding> findings) {
        return new IntrospectionRecord(members, findings);
    }
}
