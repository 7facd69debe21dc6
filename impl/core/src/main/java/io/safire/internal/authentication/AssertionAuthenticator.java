package io.safire.internal.authentication;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Failure;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.authentication.ClientIdentity.AssertionIssuer;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.key.AlgorithmRule;
import io.safire.internal.key.KeyContent;
import io.safire.internal.key.KeyDocument;
import io.safire.internal.key.KeyMaterial;
import io.safire.internal.key.KeyReader;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authenticator of a client with a private key. It signs a client assertion for each attempt.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523, section 2.2</a>
 */
final class AssertionAuthenticator {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ServerSettings settings;
    private final ClientIdentity identity;
    private final ClientAssertionSigner signer;
    private final ClientKeys keys;
    private final CredentialOverrides overrides;

    AssertionAuthenticator(
            ServerSettings settings,
            ClientIdentity identity,
            ClientAssertionSigner signer,
            ClientKeys keys,
            CredentialOverrides overrides) {
        this.settings = settings;
        this.identity = identity;
        this.signer = signer;
        this.keys = keys;
        this.overrides = overrides;
    }

    /**
     * Uses the key of the override or, without such a key, the client's own key. If the override contains a
     * {@code kid}, the assertion contains this {@code kid}.
     */
    ClientAuthentication prepare(
            Optional<CredentialOverride> override, URI tokenEndpoint, Optional<SmartMetadata> metadata) {
        List<Setting> missing = new ArrayList<>();
        Optional<SigningKey> found = findKey(override, missing);
        AssertionIssuer issuer = identity.requireAssertionIssuer(missing);
        SigningKey key = found.orElseThrow();
        requireOffered(key, metadata);
        return new ClientAuthentication(
                SentCredential.key(requireNonNull(issuer.clientId()), identity.clientIdSource(), key, issuer.jku()),
                () -> parameters(issuer, key, audience(tokenEndpoint)));
    }

    /** Signs an assertion for an endpoint that the application calls itself. */
    String sign(Optional<CredentialOverride> override, URI audience) {
        List<Setting> missing = new ArrayList<>();
        Optional<SigningKey> found = findKey(override, missing);
        AssertionIssuer issuer = identity.requireAssertionIssuer(missing);
        return sign(issuer, found.orElseThrow(), audience.toString());
    }

    /**
     * @param missing the list to which this method adds missing settings that the key requires
     */
    private Optional<SigningKey> findKey(Optional<CredentialOverride> override, List<Setting> missing) {
        return override.isEmpty() ? keys.findSigningKey(Optional.empty(), missing) : findKey(override.get(), missing);
    }

    private Optional<SigningKey> findKey(CredentialOverride override, List<Setting> missing) {
        String source = override.source();
        if (override.credential() instanceof Credential.Kid passed) {
            return keys.findSigningKey(Optional.of(passed.kid()), missing).map(key -> key.withKidFrom(source));
        }
        try {
            Optional<SigningKey> found = findPassedKey(override.credential(), source, missing);
            found.ifPresent(key -> ClientAssertionSigner.requireCertificate(
                    settings.assertion(),
                    key.x5t(),
                    "pass a text that contains the certificate, a PEM or JWK, to Credential.key"));
            return found;
        } catch (UnusableKeyException unusable) {
            throw overrides.unusable(unusable, source);
        }
    }

    private Optional<SigningKey> findPassedKey(Credential credential, String source, List<Setting> missing) {
        if (credential instanceof Credential.Key passed) {
            PrivateKey key = requireNonNull(passed.privateKey());
            return Optional.of(SigningKey.of(passed.kid(), rule().algorithmOf(key), key, KeyOrigin.of(source), null));
        }
        if (credential instanceof Credential.Signer passed) {
            return Optional.of(SigningKey.of(passed, rule(), KeyOrigin.of(source)));
        }
        return findEncodedKey((Credential.EncodedKey) credential, source, missing);
    }

    private Optional<SigningKey> findEncodedKey(Credential.EncodedKey passed, String source, List<Setting> missing) {
        KeyMaterial material = KeyReader.readPrivateKey(
                new KeyDocument(KeyContent.of(passed.text()), null, null, passed.kid()), rule());
        KeyOrigin origin = KeyOrigin.of(source);
        Optional<String> configured = settings.secrets().kid(KeySlot.ACTIVE);
        if (passed.kid() != null) {
            return Optional.of(signingKey(passed.kid(), material, origin));
        }
        if (material.kid() != null) {
            return Optional.of(signingKey(material.kid(), material, origin.withKid("in the JWK " + source)));
        }
        if (configured.isEmpty()) {
            missing.add(Setting.KID);
        }
        return configured.map(kid -> signingKey(kid, material, origin.withKid(settings.key(Setting.KID))));
    }

    private static SigningKey signingKey(String kid, KeyMaterial material, KeyOrigin origin) {
        return SigningKey.of(kid, material.algorithm(), requireNonNull(material.privateKey()), origin, material.x5t());
    }

    private AlgorithmRule rule() {
        return settings.assertion().algorithm();
    }

    private void requireOffered(SigningKey key, Optional<SmartMetadata> metadata) {
        List<String> offered = metadata.map(SmartMetadata::tokenEndpointAuthSigningAlgValuesSupported)
                .orElse(List.of());
        if (!offered.isEmpty() && !offered.contains(key.algorithm())) {
            Failure message = Message.ALGORITHM_NOT_OFFERED.format(
                    settings.name(),
                    key.origin().key(),
                    key.algorithm(),
                    LogSanitizer.sanitize(String.join(", ", offered)),
                    new AlgorithmAdvice(settings).action(key.algorithm(), offered));
            throw new ConfigurationException(message, Violations.invalid("private_key", null, offered));
        }
    }

    private String audience(URI tokenEndpoint) {
        return requireNonNullElse(settings.assertion().audience(), tokenEndpoint.toString());
    }

    private AuthenticationParameters parameters(AssertionIssuer issuer, SigningKey key, String audience) {
        Map<String, String> form = new LinkedHashMap<>();
        if (settings.client().sendClientId()) {
            form.put("client_id", requireNonNull(issuer.clientId()));
        }
        String assertion = sign(issuer, key, audience);
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", assertion);
        return new AuthenticationParameters(null, form, List.of(assertion));
    }

    private String sign(AssertionIssuer issuer, SigningKey key, String audience) {
        ClientJwk own = key.jwk();
        try {
            String assertion = signer.sign(issuer, key, audience);
            keys.recordSignature(key);
            return assertion;
        } catch (UnusableKeyException failure) {
            throw own == null ? overrides.unusable(failure, key.origin().key()) : keys.signingFailure(own, failure);
        }
    }
}
