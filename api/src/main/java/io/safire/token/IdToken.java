package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.launch.FhirUser;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the user is: the claims of an ID token whose signature, issuer, audience, times and nonce have been checked.
 *
 * <pre>{@code
 * IdToken identity = tokens.identity().orElseThrow();
 * // the three together are the user, for good
 * String account = tokens.server() + " " + identity.issuer() + " " + identity.subject();
 * URI user = identity.fhirUser().orElseThrow().url();
 * // empty where the token must not be sent
 * Optional<String> authorization = epic.authorizationHeader(tokens.accessToken(), user);
 * }</pre>
 *
 * @param claims all claims as they came
 * @param resolvedFhirUser the FHIR resource of the user, null if none was named or its host is not to be trusted
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect Core 1.0, ID token</a>
 */
public record IdToken(JsonObject claims, @Nullable FhirUser resolvedFhirUser) {

    /**
     * Checks that the claims are there without which nobody is identified.
     *
     * @throws IllegalArgumentException if {@code iss} or {@code sub} is no text, or {@code exp} or {@code iat} no time
     */
    public IdToken {
        requireNonNull(claims, "claims");
        Members members = new Members(claims);
        for (String name : List.of("iss", "sub")) {
            if (members.text(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must be a text");
            }
        }
        for (String name : List.of("exp", "iat")) {
            if (members.time(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must be a time");
            }
        }
    }

    /**
     * Who vouches for the user.
     *
     * @return {@code iss}
     */
    public String issuer() {
        return claim("iss").orElseThrow();
    }

    /**
     * The user, by a name that the issuer gives to nobody else.
     *
     * @return {@code sub}
     */
    public String subject() {
        return claim("sub").orElseThrow();
    }

    /**
     * Whom the token is for.
     *
     * @return {@code aud}, this client among them; empty where a server leaves it out on a refresh
     */
    public List<String> audience() {
        return members().texts("aud");
    }

    /**
     * When the token ends. The user's session in the application may end earlier or later.
     *
     * @return {@code exp}
     */
    public Instant expiresAt() {
        return members().time("exp").orElseThrow();
    }

    /**
     * When the token was made.
     *
     * @return {@code iat}
     */
    public Instant issuedAt() {
        return members().time("iat").orElseThrow();
    }

    /**
     * What ties the token to the authorization request.
     *
     * @return {@code nonce}; servers leave it out on a refresh
     */
    public Optional<String> nonce() {
        return claim("nonce");
    }

    /**
     * The client that the token was issued to, where it is for several.
     *
     * @return {@code azp}
     */
    public Optional<String> authorizedParty() {
        return claim("azp");
    }

    /**
     * The FHIR resource of the user: of {@code fhirUser} or, from older servers, of {@code profile}.
     *
     * @return the resource, on the host of the FHIR base or on one of {@code fhir-user-hosts}; empty if no resource was
     *     named or it is on another host, which {@link TokenResponse#findings()} tells
     */
    public Optional<FhirUser> fhirUser() {
        return Optional.ofNullable(resolvedFhirUser);
    }

    /**
     * The page of the user.
     *
     * @return {@code profile}, as it came
     */
    public Optional<String> profile() {
        return claim("profile");
    }

    /**
     * The name of the user as it is shown.
     *
     * @return {@code name}; comes with the scope {@code profile} as a rule
     */
    public Optional<String> name() {
        return claim("name");
    }

    /**
     * The name by which the user signs in; somebody else may have it one day.
     *
     * @return {@code preferred_username}
     */
    public Optional<String> preferredUsername() {
        return claim("preferred_username");
    }

    /**
     * The mail address of the user.
     *
     * @return {@code email}; comes with the scope {@code email} as a rule
     */
    public Optional<String> email() {
        return claim("email");
    }

    /**
     * A claim that is a text.
     *
     * @param name its name
     * @return the text; empty if there is none, or a blank one
     */
    public Optional<String> claim(String name) {
        return members().text(name);
    }

    /** Names the claims: they are about a person. */
    @Override
    public String toString() {
        return ("IdToken[issuer=" + issuer() + ", subject=***, expiresAt=" + expiresAt() + ", claims=" + claims.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }

    private Members members() {
        return new Members(claims);
    }
}
