package io.safire.impl.identity;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.Printable;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifier of the signature of an ID token with the keys of the issuer. Keys that the ID token itself names ({@code jwk},
 * {@code jku}, {@code x5c}) are ignored.
 */
final class SignatureCheck {

    private static final AlgorithmConstraints ALLOWED =
            new AlgorithmConstraints(ConstraintType.PERMIT, SignatureAlgorithm.names());

    private final ServerSettings settings;
    private final IssuerKeys issuerKeys;

    SignatureCheck(ServerSettings settings, IssuerKeys issuerKeys) {
        this.settings = settings;
        this.issuerKeys = issuerKeys;
    }

    /**
     * Verifies the signature. If no cached key verifies it, the JWKS is reloaded, because the server may have replaced a key
     * under a new or the same {@code kid}.
     *
     * @throws InvalidIdTokenException if no key of the issuer verifies the signature
     */
    void check(SignedToken token, String issuer) {
        SignatureAlgorithm algorithm = token.algorithm(settings);
        KeySet keys = keys(issuer);
        if (isSigned(token, algorithm, keys)) {
            return;
        }
        Optional<KeySet> newer = issuerKeys.newerThan(keys, issuer);
        if (newer.isPresent() && isSigned(token, algorithm, newer.get())) {
            return;
        }
        throw refused(token, algorithm, newer.orElse(keys));
    }

    private KeySet keys(String issuer) {
        try {
            return issuerKeys.of(issuer);
        } catch (UnreadableKeysException unreadable) {
            throw new InvalidIdTokenException(
                    settings,
                    "the keys of the issuer cannot be read",
                    Message.ID_TOKEN_KEYS,
                    Printable.of(issuer),
                    unreadable.what(),
                    settings.key(Setting.TRUST_STORE_LOCATION),
                    settings.key(Setting.JWKS_URI));
        }
    }

    private static boolean isSigned(SignedToken token, SignatureAlgorithm algorithm, KeySet keys) {
        return keys.fitting(algorithm, token.kid()).stream().anyMatch(key -> verifies(token, key));
    }

    private static boolean verifies(SignedToken token, IssuerKey key) {
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

    private InvalidIdTokenException refused(SignedToken token, SignatureAlgorithm algorithm, KeySet keys) {
        List<IssuerKey> fitting = keys.fitting(algorithm, token.kid());
        String kid = token.kid().map(Printable::of).orElse("(none)");
        String where = HttpTransport.withoutQuery(keys.from());
        return fitting.isEmpty()
                ? new InvalidIdTokenException(
                        settings,
                        "no key of the issuer matches",
                        Message.ID_TOKEN_KEY,
                        algorithm,
                        kid,
                        where,
                        keys.kids(),
                        IssuerKeys.BETWEEN_REREADS.toSeconds())
                : new InvalidIdTokenException(
                        settings, "the signature is invalid", Message.ID_TOKEN_SIGNATURE, kid, where);
    }
}
