package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifier that checks the signature of an ID token with the keys of the issuer. Keys that the ID token itself names
 * ({@code jwk}, {@code jku}, {@code x5c}) are ignored.
 */
record IdTokenSignatureVerifier(ServerSettings settings, JwksCache jwksCache) {

    private static final AlgorithmConstraints ALLOWED =
            new AlgorithmConstraints(ConstraintType.PERMIT, SignatureAlgorithm.names());

    /**
     * Reloads the JWKS if no cached key matches, because the server may have replaced a key. The {@code kid} of the new
     * key can be different or the same.
     *
     * @return the findings about the JWKS
     * @throws ValidationException if the signature does not match any key of the issuer
     */
    List<Finding> verify(UnverifiedIdToken token, SignatureAlgorithm algorithm, String issuer) {
        JwkSet keys = loadKeys(issuer);
        if (isSigned(token, algorithm, keys)) {
            return keys.findings();
        }
        Optional<JwkSet> newer = jwksCache.findNewer(keys, issuer);
        if (newer.isPresent() && isSigned(token, algorithm, newer.get())) {
            return newer.get().findings();
        }
        throw verificationFailure(token, algorithm, newer.orElse(keys));
    }

    /**
     * @throws ValidationException if the openid-configuration of the issuer or its JWKS cannot be read
     */
    Optional<String> endSessionEndpoint(String issuer) {
        return loadKeys(issuer).endSessionEndpoint();
    }

    private JwkSet loadKeys(String issuer) {
        try {
            return jwksCache.get(issuer);
        } catch (JwksUnavailableException unreadable) {
            Finding cause =
                    unreadable.cause().orElseGet(() -> Message.CAUSE_KEY_SET.finding(settings.key(Setting.JWKS_URI)));
            throw new ValidationException(
                    Message.ID_TOKEN_KEYS.formatWithCauses(
                            settings.name(), List.of(cause), LogSanitizer.sanitize(issuer), unreadable.reason()),
                    IdTokenValidator.ID_TOKEN,
                    "the keys of the issuer cannot be read");
        }
    }

    private static boolean isSigned(UnverifiedIdToken token, SignatureAlgorithm algorithm, JwkSet keys) {
        return keys.findMatching(algorithm, token.kid()).stream().anyMatch(key -> verifies(token, key));
    }

    private static boolean verifies(UnverifiedIdToken token, IssuerKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(ALLOWED);
        try {
            signature.setCompactSerialization(token.compact());
            signature.setKey(key.key());
            return signature.verifySignature();
        } catch (JoseException | RuntimeException unusable) {
            return false;
        }
    }

    private ValidationException verificationFailure(
            UnverifiedIdToken token, SignatureAlgorithm algorithm, JwkSet keys) {
        List<IssuerKey> matching = keys.findMatching(algorithm, token.kid());
        String kid = token.kid().map(LogSanitizer::sanitize).orElse("(none)");
        String jwksUrl = HttpTransport.withoutQuery(keys.source());
        return matching.isEmpty()
                ? InvalidIdToken.exception(
                        settings,
                        "no key of the issuer matches",
                        Message.ID_TOKEN_KEY,
                        algorithm,
                        kid,
                        jwksUrl,
                        keys.describeKeys(),
                        JwksCache.MIN_RELOAD_INTERVAL.toSeconds())
                : InvalidIdToken.exception(
                        settings, "the signature is invalid", Message.ID_TOKEN_SIGNATURE, kid, jwksUrl);
    }
}
