package io.safire.internal.authentication;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.internal.config.ServerSettings;
import io.safire.spi.CredentialSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authenticator of the client at the token endpoint. A confidential client uses a client secret or a signed assertion;
 * a public client does not authenticate. A credential that the caller passes, or that the application's
 * {@link CredentialSource} returns, replaces the configured credential.
 */
public final class ClientAuthenticator {

    private final ClientIdentity identity;
    private final CredentialOverrides overrides;
    private final SecretAuthenticator secrets;
    private final AssertionAuthenticator assertions;

    public ClientAuthenticator(
            ServerSettings settings,
            ClientIdentity identity,
            ClientAssertionSigner signer,
            ClientKeys keys,
            SecretRotation rotation,
            CredentialSource credentials) {
        this.identity = identity;
        this.overrides = new CredentialOverrides(settings, credentials);
        this.secrets = new SecretAuthenticator(settings, identity, rotation);
        this.assertions = new AssertionAuthenticator(settings, identity, signer, keys, overrides);
    }

    /**
     * Checks a credential from the application's {@link CredentialSource}.
     *
     * @throws ConfigurationException if the credential cannot be used
     */
    public void requireUsableCredential(ClientType type) {
        overrides.find(type, Optional.empty());
    }

    /**
     * Resolves the credential once and returns an authentication that creates new parameters for each attempt.
     *
     * @param ofCall the credential that the caller passed for this request
     * @param tokenEndpoint the {@code aud} of a client assertion, if no other value is configured
     * @param metadata the metadata of the server, empty if the metadata has not been fetched
     * @param repeatable true if the request may be repeated after the server has rejected the client
     * @throws ConfigurationException if a required setting is missing or the credential cannot be used
     */
    public ClientAuthentication prepare(
            ClientType type,
            Optional<Credential> ofCall,
            URI tokenEndpoint,
            Optional<SmartMetadata> metadata,
            boolean repeatable) {
        Optional<CredentialOverride> override = overrides.find(type, ofCall);
        if (type == ClientType.PUBLIC) {
            return publicClient();
        }
        return type == ClientType.CONFIDENTIAL_SYMMETRIC
                ? secrets.prepare(override, metadata, repeatable)
                : assertions.prepare(override, tokenEndpoint, metadata);
    }

    /**
     * Signs an assertion for an endpoint that the application calls itself.
     *
     * @param ofCall the credential that the caller passed
     * @throws ConfigurationException if a required setting is missing or the credential cannot be used
     */
    public String assertion(Optional<Credential> ofCall, URI audience) {
        return assertions.sign(overrides.find(ClientType.CONFIDENTIAL_ASYMMETRIC, ofCall), audience);
    }

    private ClientAuthentication publicClient() {
        String clientId = identity.requireClientId(List.of());
        AuthenticationParameters parameters =
                new AuthenticationParameters(null, Map.of("client_id", clientId), List.of());
        return new ClientAuthentication(SentCredential.none(clientId, identity.clientIdSource()), () -> parameters);
    }
}
