package io.safire.launch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.safire.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code with the values that its exchange requires, for an application that does not have the
 * {@link AuthorizationRequest}. For example, a gateway has sent the authorization request and received the
 * authorization response.
 *
 * <p>Some checks require the {@link AuthorizationRequest} and its {@link AuthorizationResponse}. A client that
 * exchanges only a code cannot make these checks, so the application is responsible for them:
 *
 * <ul>
 *   <li>{@code state}: the application must compare the {@code state} of the authorization response with the
 *       {@code state} that it stored for this browser. Without this comparison, an attacker can sign the user in to the
 *       account of the attacker (RFC 6749, section 10.12).
 *   <li>server: the application must exchange the code with the client of the server to which it sent the browser. The
 *       client does not know which authorization endpoint the browser used.
 *   <li>{@code iss}: the application must pass the {@code iss} of the authorization response with {@link #withIss}, so
 *       that the client detects a response of another server (RFC 9207).
 *   <li>{@code nonce}: the application must pass the {@code nonce} of the authorization request with
 *       {@link #withNonce}, so that the client detects the ID token of another authorization request.
 *   <li>{@code error}: the application must handle an authorization response that contains an error instead of a code.
 * </ul>
 *
 * <p>The client always validates the other claims and the signature of the ID token, and the format of the code and of
 * the code verifier.
 *
 * @param code the authorization code
 * @param codeVerifier the PKCE code verifier, whose code challenge the authorization request contained
 * @param redirectUri the {@code redirect_uri} of the authorization request, unchanged
 * @param nonce the {@code nonce} of the authorization request, which the ID token must repeat; null if the
 *     authorization request had no {@code nonce}
 * @param iss the {@code iss} of the authorization response; null if the authorization response had no {@code iss}
 * @param scopes the scopes of the authorization request; empty if unknown. If the token response contains no scopes,
 *     these scopes are granted. If these scopes are known and do not contain {@code openid}, the client ignores an ID
 *     token
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3">RFC 6749, section 4.1.3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.5">RFC 7636, section 4.5</a>
 * @since 1.0
 */
public record AuthorizationCode(
        String code,
        String codeVerifier,
        String redirectUri,
        @Nullable String nonce,
        @Nullable String iss,
        Scopes scopes) {

    /**
     * Creates an authorization code. Replaces a missing code, code verifier or redirect URI with a blank text. The
     * exchange rejects a blank text.
     */
    public AuthorizationCode {
        code = requireNonNullElse(code, "");
        codeVerifier = requireNonNullElse(codeVerifier, "");
        redirectUri = requireNonNullElse(redirectUri, "");
        requireNonNull(scopes, "scopes");
    }

    /**
     * Creates an authorization code without {@code nonce}, {@code iss} and scopes.
     *
     * @param code the authorization code
     * @param codeVerifier the PKCE code verifier: 43 to 128 letters, digits, {@code -}, {@code .}, {@code _} or
     *     {@code ~}
     * @param redirectUri the {@code redirect_uri} of the authorization request, unchanged
     * @return the authorization code
     */
    public static AuthorizationCode of(String code, String codeVerifier, String redirectUri) {
        return new AuthorizationCode(code, codeVerifier, redirectUri, null, null, Scopes.none());
    }

    /**
     * Returns a copy with the {@code nonce} that the ID token must repeat.
     *
     * @param sent the {@code nonce} of the authorization request
     * @return the copy; the exchange rejects a blank {@code nonce}
     */
    public AuthorizationCode withNonce(String sent) {
        return new AuthorizationCode(code, codeVerifier, redirectUri, requireNonNullElse(sent, ""), iss, scopes);
    }

    /**
     * Returns a copy with the issuer of the authorization response (RFC 9207).
     *
     * @param received the {@code iss} of the authorization response
     * @return the copy; the exchange rejects an {@code iss} that is not the issuer of the server
     */
    public AuthorizationCode withIss(String received) {
        return new AuthorizationCode(code, codeVerifier, redirectUri, nonce, requireNonNullElse(received, ""), scopes);
    }

    /**
     * Returns a copy with the requested scopes.
     *
     * @param requested the scopes of the authorization request
     * @return the copy
     */
    public AuthorizationCode withScopes(Scopes requested) {
        return new AuthorizationCode(code, codeVerifier, redirectUri, nonce, iss, requested);
    }

    /** Omits the code, the code verifier and the {@code nonce}, because they are secret until they are consumed. */
    @Override
    public String toString() {
        return "AuthorizationCode[redirectUri=" + redirectUri + ", scopes=" + scopes + ", code=***, codeVerifier=***]";
    }
}
