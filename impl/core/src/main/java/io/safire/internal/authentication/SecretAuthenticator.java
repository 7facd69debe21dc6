package io.safire.internal.authentication;

import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_POST;

import io.safire.authentication.Credential;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.authentication.ClientIdentity.ClientIdentitySnapshot;
import io.safire.internal.authentication.SecretRotation.SecretPair;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.SettingText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticator of a client that sends its secret with HTTP Basic authentication or as a form parameter.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
 */
final class SecretAuthenticator {

    private static final Logger LOG = System.getLogger(SecretAuthenticator.class.getName());

    private final ServerSettings settings;
    private final ClientIdentity identity;
    private final SecretRotation rotation;
    private volatile boolean reportedPost;

    SecretAuthenticator(ServerSettings settings, ClientIdentity identity, SecretRotation rotation) {
        this.settings = settings;
        this.identity = identity;
        this.rotation = rotation;
    }

    /**
     * Uses only the secret of the override, if there is one. Otherwise, uses the current and the previous configured
     * secret.
     */
    ClientAuthentication prepare(
            Optional<CredentialOverride> override, Optional<SmartMetadata> metadata, boolean repeatable) {
        ClientIdentitySnapshot current = identity.current();
        Optional<ClientSecret> found = override.map(SecretAuthenticator::secret).or(current::clientSecret);
        String clientId = identity.requireClientId(
                current.clientId(), found.isPresent() ? List.of() : List.of(Setting.CLIENT_SECRET));
        ClientSecret secret = found.orElseThrow();
        ClientAuthenticationMethod method = method(current, metadata);
        ClientAuthentication authentication = authentication(method, clientId, secret);
        return (override.isPresent() ? Optional.<ClientSecret>empty() : current.previousSecret())
                .filter(previous -> !previous.value().equals(secret.value()))
                .map(previous -> rotation.authentication(
                        new SecretPair(secret, previous),
                        authentication,
                        authentication(method, clientId, previous),
                        repeatable))
                .orElse(authentication);
    }

    private static ClientSecret secret(CredentialOverride override) {
        String value = ((Credential.Secret) override.credential()).value();
        return new ClientSecret(SettingText.clean(value), override.source());
    }

    private ClientAuthentication authentication(
            ClientAuthenticationMethod method, String clientId, ClientSecret secret) {
        return new ClientAuthentication(
                SentCredential.secret(method, clientId, identity.clientIdSource(), secret),
                () -> parameters(method, clientId, secret.value()));
    }

    private AuthenticationParameters parameters(ClientAuthenticationMethod method, String clientId, String secret) {
        if (method == CLIENT_SECRET_POST) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("client_id", clientId);
            form.put("client_secret", secret);
            return new AuthenticationParameters(null, form, List.of(secret));
        }
        String header =
                BasicCredentials.toHeader(clientId, secret, settings.client().secretEncoding());
        return new AuthenticationParameters(header, Map.of(), List.of(secret, header.substring("Basic ".length())));
    }

    /**
     * Returns the configured method or, if it is not set, the registered method. If both are missing, the result
     * depends on the metadata; see {@link ClientAuthenticationMethod#forSecret}.
     */
    private ClientAuthenticationMethod method(ClientIdentitySnapshot current, Optional<SmartMetadata> metadata) {
        @Nullable ClientAuthenticationMethod configured = settings.client().authenticationMethod();
        if (configured != null) {
            return configured;
        }
        List<String> offered =
                metadata.map(SmartMetadata::tokenEndpointAuthMethodsSupported).orElse(List.of());
        return current.registeredMethod().orElseGet(() -> fromMetadata(offered));
    }

    private ClientAuthenticationMethod fromMetadata(List<String> offered) {
        ClientAuthenticationMethod method = ClientAuthenticationMethod.forSecret(offered);
        if (method == CLIENT_SECRET_POST && !reportedPost) {
            reportedPost = true;
            String methods = LogSanitizer.sanitize(String.join(", ", offered));
            String key = settings.key(Setting.CLIENT_AUTHENTICATION_METHOD);
            LOG.log(Level.WARNING, Message.POST_CHOSEN.format(settings.name(), methods, key));
        }
        return method;
    }
}
