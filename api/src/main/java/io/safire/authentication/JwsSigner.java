package io.safire.authentication;

import java.security.GeneralSecurityException;

/**
 * A callback that signs with a private key that the application cannot obtain, for example a key in a cloud key
 * management service.
 *
 * <pre>{@code
 * JwsSigner signer = input -> keyManagement.sign("growth-chart", "ECDSA_SHA_384", input);
 * TokenResponse token = epic.with(Credential.signer("2026-01", "ES384", signer)).requestToken();
 * }</pre>
 *
 * <p>The library calls the signer at each attempt of a request. Implementations must be thread-safe, because several
 * threads can call the signer at the same time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3">RFC 7518, section 3, RS384 and ES384</a>
 * @since 1.0
 */
@FunctionalInterface
public interface JwsSigner {

    /**
     * Signs the header and payload of a JWT.
     *
     * @param signingInput the bytes to sign, not hashed. If a signing service expects a hash, compute the SHA-384 hash
     *     of {@code signingInput}.
     * @return the signature: for RS384, a PKCS #1 v1.5 signature; for ES384, the concatenated integers R and S, or
     *     their DER encoding
     * @throws GeneralSecurityException if signing fails. The library converts this exception, and any runtime
     *     exception, into a {@link io.safire.error.ConfigurationException} and sends no request
     */
    byte[] sign(byte[] signingInput) throws GeneralSecurityException;
}
