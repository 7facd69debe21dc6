package io.safire.internal.authentication;

import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.key.PublicKeyDerivation;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.text.LogSanitizer;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a request contained, for the error message if the server rejects the client. A source is a
 * configuration key, or a text such as {@code of this call}.
 *
 * @param clientId the {@code client_id}; empty for a bearer token
 * @param kid the {@code kid} of the client assertion; empty for another client authentication method
 * @param source the source of the secret or key; empty if the client did not authenticate
 * @param algorithm the signature algorithm of the client assertion; empty for another client authentication method
 * @param key the public key of the assertion, or the private key from which the public key is derived; null if both
 *     are unknown
 * @param jku the header parameter {@code jku} of the client assertion; null if it was not sent
 * @param dependsOnEncoding true if servers may decode the {@code client_id} or secret in different ways
 */
public record SentCredential(
        ClientAuthenticationMethod method,
        String clientId,
        String clientIdSource,
        String kid,
        String kidSource,
        String source,
        String algorithm,
        @Nullable Key key,
        @Nullable String jku,
        boolean dependsOnEncoding) {

    private static final int MAX_SHOWN_LENGTH = 120;

    static SentCredential none(String clientId, String clientIdSource) {
        return new SentCredential(
                ClientAuthenticationMethod.NONE, clientId, clientIdSource, "", "", "", "", null, null, false);
    }

    static SentCredential secret(
            ClientAuthenticationMethod method, String clientId, String clientIdSource, ClientSecret secret) {
        boolean dependsOnEncoding = method == ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                && (BasicCredentials.dependsOnEncoding(clientId) || BasicCredentials.dependsOnEncoding(secret.value()));
        return new SentCredential(
                method, clientId, clientIdSource, "", "", secret.source(), "", null, null, dependsOnEncoding);
    }

    static SentCredential key(String clientId, String clientIdSource, SigningKey key, @Nullable String jku) {
        return new SentCredential(
                ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                clientId,
                clientIdSource,
                key.kid(),
                key.origin().kid(),
                key.origin().key(),
                key.algorithm(),
                key.key(),
                jku,
                false);
    }

    /** Returns the SHA-256 thumbprint (RFC 7638) of the public key; empty if the public key is unknown. */
    public Optional<String> thumbprint() {
        try {
            PublicKey publicKey =
                    key instanceof PrivateKey privateKey ? PublicKeyDerivation.derive(privateKey) : (PublicKey) key;
            return publicKey == null
                    ? Optional.empty()
                    : Optional.of(PublicJsonWebKey.Factory.newPublicJwk(publicKey)
                            .calculateBase64urlEncodedThumbprint("SHA-256"));
        } catch (UnusableKeyException | JoseException notExposed) {
            return Optional.empty();
        }
    }

    public String shownClientId() {
        return shown(clientId);
    }

    public String shownKid() {
        return shown(kid);
    }

    private static String shown(String value) {
        String start = LogSanitizer.sanitize(value.substring(0, Math.min(value.length(), MAX_SHOWN_LENGTH)));
        return value.length() <= MAX_SHOWN_LENGTH ? start : start + "... (" + value.length() + " characters)";
    }

    /** Omits the key, because the text of a private key object may contain the key itself. */
    @Override
    public String toString() {
        return "SentCredential[method=" + method.value() + ", clientId=" + clientId + ", kid=" + kid + ", source="
                + source + "]";
    }
}
