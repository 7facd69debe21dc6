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
 * <p>The library calls the signer once for each attempt of a request, from several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3">RFC 7518, section 3, RS384 and ES384</a>
 * @since 1.0
 */
@FunctionalInterface
public interface JwsSigner {

    /**
     * Signs the header and payload of a JWT.
     *
     * @param signingInput the bytes to sign, not hashed. A service that signs a hash needs their SHA-384 hash.
     * @return the signature: PKCS #1 v1.5 for RS384; the concatenated integers or their DER encoding for ES384
     * @throws GeneralSecurityException if signing fails. This exception and each runtime exception become a
     *     {@link io.safire.error.ConfigurationException}, and no request is sent
     */
    byte[] sign(byte[] signingInput) throws GeneralSecurityException;
}
