package io.safire.internal.authentication;

import static java.util.Objects.requireNonNull;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Failure;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authenticator of a client with a private key, which signs a client assertion for each attempt.
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
     * Uses the key that the caller passed or, if the caller passed no key, the client's own key. If the caller passed a
     * {@code kid}, the assertion contains this {@code kid}.
     */
    ClientAuthentication prepare(Optional<Credential> override, URI tokenEndpoint, Optional<SmartMetadata> metadata) {
        List<Setting> missing = new ArrayList<>();
        Optional<SigningKey> found = override.isEmpty()
                ? keys.findSigningKey(Optional.empty(), missing)
                : findPassedKey(override.get(), missing);
        String clientId = identity.requireClientId(missing);
        SigningKey key = found.orElseThrow();
        requireOffered(key.algorithm(), metadata);
        return new ClientAuthentication(
                ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                key.kid(),
                override,
                () -> parameters(clientId, key, tokenEndpoint));
    }

    private Optional<SigningKey> findPassedKey(Credential credential, List<Setting> missing) {
        if (credential instanceof Credential.Kid passed) {
            return keys.findSigningKey(Optional.of(passed.kid()), missing);
        }
        try {
            if (credential instanceof Credential.Key passed) {
                String algorithm = KeyReader.algorithmOf(passed.privateKey());
                return Optional.of(SigningKey.of(passed.kid(), algorithm, passed.privateKey()));
            }
            if (credential instanceof Credential.Signer passed) {
                return Optional.of(SigningKey.of(passed));
            }
            Credential.EncodedKey passed = (Credential.EncodedKey) credential;
            KeyMaterial material = KeyReader.readPrivateKey(passed.text());
            Optional<String> kid = Optional.ofNullable(passed.kid())
                    .or(() -> Optional.ofNullable(material.kid()))
                    .or(() -> settings.secrets().kid(KeySlot.ACTIVE));
            if (kid.isEmpty()) {
                missing.add(Setting.KID);
            }
            return kid.map(found -> SigningKey.of(found, material.algorithm(), requireNonNull(material.privateKey())));
        } catch (UnusableKeyException unusable) {
            throw overrides.unusable(unusable);
        }
    }

    private void requireOffered(String algorithm, Optional<SmartMetadata> metadata) {
        List<String> offered = metadata.map(SmartMetadata::tokenEndpointAuthSigningAlgValuesSupported)
                .orElse(List.of());
        if (!offered.isEmpty() && !offered.contains(algorithm)) {
            Failure message = Message.ALGORITHM_NOT_OFFERED.format(
                    settings.name(), settings.key(Setting.PRIVATE_KEY), algorithm, String.join(", ", offered));
            throw new ConfigurationException(message, Violations.invalid("private_key", null, offered));
        }
    }

    private AuthenticationParameters parameters(String clientId, SigningKey key, URI tokenEndpoint) {
        Map<String, String> form = new LinkedHashMap<>();
        if (settings.client().sendClientId()) {
            form.put("client_id", clientId);
        }
        String assertion = sign(clientId, key, tokenEndpoint);
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", assertion);
        return new AuthenticationParameters(null, form, List.of(assertion));
    }

    private String sign(String clientId, SigningKey key, URI tokenEndpoint) {
        ClientJwk own = key.jwk();
        try {
            String assertion = signer.sign(clientId, key, tokenEndpoint.toString());
            keys.recordSignature(key);
            return assertion;
        } catch (UnusableKeyException failure) {
            throw own == null ? overrides.unusable(failure) : keys.signingFailure(own, failure);
        }
    }
}
