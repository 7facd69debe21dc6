package io.safire.token;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ID token whose signature, issuer, audience, times and nonce have been validated. It identifies the user.
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
 * @param claims all claims as received
 * @param resolvedFhirUser the FHIR resource of the user; null if the ID token names no resource, or the host of the
 *     resource is not trusted
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect Core 1.0, ID token</a>
 * @since 1.0
 */
public record IdToken(JsonObject claims, @Nullable FhirUser resolvedFhirUser) {

    /**
     * Creates an ID token from its claims.
     *
     * @throws IllegalArgumentException if {@code iss} or {@code sub} is not a non-blank string, or {@code exp} or
     *     {@code iat} is not a valid time
     */
    public IdToken {
        requireNonNull(claims, "claims");
        TokenMembers members = new TokenMembers(claims);
        for (String name : List.of("iss", "sub")) {
            if (members.string(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must be a non-blank string");
            }
        }
        for (String name : List.of("exp", "iat")) {
            if (members.instant(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must be a time in seconds since 1970-01-01T00:00:00Z");
            }
        }
    }

    /**
     * Returns the issuer of the ID token.
     *
     * @return {@code iss}
     */
    public String issuer() {
        return claim("iss").orElseThrow();
    }

    /**
     * Returns the identifier of the user, which the issuer never assigns to another user.
     *
     * @return {@code sub}
     */
    public String subject() {
        return claim("sub").orElseThrow();
    }

    /**
     * Returns the clients that the ID token is intended for.
     *
     * @return {@code aud}, which contains this client; may be empty after a refresh, because servers may then omit it
     */
    public List<String> audience() {
        return members().strings("aud");
    }

    /**
     * Returns the time at which the ID token expires. The user's session in the application may end earlier or later.
     *
     * @return {@code exp}
     */
    public Instant expiresAt() {
        return members().instant("exp").orElseThrow();
    }

    /**
     * Returns the time at which the ID token was issued.
     *
     * @return {@code iat}
     */
    public Instant issuedAt() {
        return members().instant("iat").orElseThrow();
    }

    /**
     * Returns the nonce, which binds the ID token to the authorization request.
     *
     * @return {@code nonce}; usually empty after a refresh
     */
    public Optional<String> nonce() {
        return claim("nonce");
    }

    /**
     * Returns the client that the ID token was issued to. Servers include this claim if the ID token has several
     * audiences.
     *
     * @return {@code azp}
     */
    public Optional<String> authorizedParty() {
        return claim("azp");
    }

    /**
     * Returns the FHIR resource of the user, from the claim {@code fhirUser} or, on older servers, from
     * {@code profile}. The host of the resource is that of the FHIR base URL, or one of those in the setting
     * {@code fhir-user-hosts}.
     *
     * @return the resource; empty if the ID token names no resource, or a resource on another host, which
     *     {@link TokenResponse#findings()} reports
     */
    public Optional<FhirUser> fhirUser() {
        return Optional.ofNullable(resolvedFhirUser);
    }

    /**
     * Returns the URL of the user's profile page.
     *
     * @return {@code profile} as received
     */
    public Optional<String> profile() {
        return claim("profile");
    }

    /**
     * Returns the user's full name in displayable form.
     *
     * @return {@code name}; servers usually include it with the scope {@code profile}
     */
    public Optional<String> name() {
        return claim("name");
    }

    /**
     * Returns the name with which the user signs in. Servers may reassign the name to another user, so never use it as
     * an identifier.
     *
     * @return {@code preferred_username}
     */
    public Optional<String> preferredUsername() {
        return claim("preferred_username");
    }

    /**
     * Returns the user's e-mail address.
     *
     * @return {@code email}; servers usually include it with the scope {@code email}
     */
    public Optional<String> email() {
        return claim("email");
    }

    /**
     * Returns a claim whose value is a string.
     *
     * @param name the name of the claim
     * @return the string; empty if the claim is missing, blank or not a string
     */
    public Optional<String> claim(String name) {
        return members().string(name);
    }

    /**
     * Returns only the issuer, the expiry and the names of the claims, because the values of other claims identify the
     * user.
     */
    @Override
    public String toString() {
        return ("IdToken[issuer=" + issuer() + ", subject=***, expiresAt=" + expiresAt() + ", claims=" + claims.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }

    private TokenMembers members() {
        return new TokenMembers(claims);
    }
}
