package io.safire.token;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ID token whose signature, issuer, audience, times and nonce have been validated. An ID token identifies the user.
 *
 * <pre>{@code
 * IdToken identity = tokens.identity().orElseThrow();
 * // server, issuer and subject together identify the user permanently
 * String account = tokens.server() + " " + identity.issuer() + " " + identity.subject();
 * URI user = identity.fhirUser().orElseThrow().url();
 * // empty if the token must not be sent to this URL
 * Optional<String> authorization = epic.resources().authorization(tokens.accessToken(), user);
 * }</pre>
 *
 * <p>The library creates the ID tokens. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect Core 1.0, ID token</a>
 * @since 1.0
 */
public interface IdToken {

    /**
     * Returns all claims.
     *
     * @return the claims as received
     */
    JsonObject claims();

    /**
     * Returns the issuer of the ID token.
     *
     * @return {@code iss}
     */
    String issuer();

    /**
     * Returns the identifier of the user, which the issuer never assigns to another user.
     *
     * @return {@code sub}
     */
    String subject();

    /**
     * Returns the clients for which the ID token is intended.
     *
     * @return {@code aud}, which contains the {@code client_id} of this client. After a refresh, the list may be empty,
     *     because servers may omit this claim
     */
    List<String> audience();

    /**
     * Returns the time at which the ID token expires. The user's session in the application may end earlier or later.
     *
     * @return {@code exp}
     */
    Instant expiresAt();

    /**
     * Returns the time at which the ID token was issued.
     *
     * @return {@code iat}
     */
    Instant issuedAt();

    /**
     * Returns the nonce, which binds the ID token to the authorization request.
     *
     * @return {@code nonce}; usually empty after a refresh
     */
    Optional<String> nonce();

    /**
     * Returns the client that the ID token was issued to. Servers include {@code azp} if the ID token has several
     * audiences.
     *
     * @return {@code azp}
     */
    Optional<String> authorizedParty();

    /**
     * Returns the FHIR resource of the user, from the claim {@code fhirUser} or, on older servers, from
     * {@code profile}. The host of the resource is the host of the FHIR base URL, or one of the hosts in the setting
     * {@code fhir-user-hosts}.
     *
     * @return the resource; empty if the ID token names no resource, or names a resource on another host.
     *     {@link TokenResponse#findings()} reports a resource on another host
     */
    Optional<FhirUser> fhirUser();

    /**
     * Returns the URL of the user's profile page.
     *
     * @return {@code profile} as received
     */
    Optional<String> profile();

    /**
     * Returns the user's full name in displayable form.
     *
     * @return {@code name}; servers usually include it with the scope {@code profile}
     */
    Optional<String> name();

    /**
     * Returns the name with which the user signs in. Servers may reassign the name to another user, so never use it as
     * an identifier.
     *
     * @return {@code preferred_username}
     */
    Optional<String> preferredUsername();

    /**
     * Returns the user's e-mail address.
     *
     * @return {@code email}; servers usually include it with the scope {@code email}
     */
    Optional<String> email();

    /**
     * Returns a claim whose value is a string.
     *
     * @param name the name of the claim
     * @return the string; empty if the claim is missing, blank or not a string
     */
    Optional<String> claim(String name);

    /**
     * Creates an ID token from its claims.
     *
     * @param claims all claims
     * @param fhirUser the FHIR resource of the user; null if the ID token names no FHIR resource
     * @return the ID token
     * @throws IllegalArgumentException if {@code iss} or {@code sub} is not a non-blank string, or {@code exp} or
     *     {@code iat} is not a valid time
     */
    static IdToken of(JsonObject claims, @Nullable FhirUser fhirUser) {
        return new IdTokenRecord(claims, Optional.ofNullable(fhirUser));
    }
}
