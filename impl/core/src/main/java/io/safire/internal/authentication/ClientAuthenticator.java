package io.safire.internal.authentication;

import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_POST;
import static java.util.Objects.requireNonNull;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.authentication.SecretRotation.SecretPair;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender.RetryPolicy;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticator of the client at the token endpoint, which uses a client secret or a signed assertion. A public client
 * is not authenticated. The configured credential is used, unless the caller passes a credential for a single request.
 */
public final class ClientAuthenticator {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final Logger LOG = System.getLogger(ClientAuthenticator.class.getName());

    private final ServerSettings settings;
    private final ClientIdentity identity;
    private final ClientAssertionSigner signer;
    private final ClientKeys keys;
    private final SecretRotation secrets;
    private volatile boolean reportedPost;

    /**
     * A signing key with its {@code kid}.
     *
     * @param clientKey the client's own key, null if the caller passed the key for one request
     */
    private record AssertionKey(
            SigningKey key, String kid, @Nullable ClientJwk clientKey) {}

    public ClientAuthenticator(
            ServerSettings settings,
            ClientIdentity identity,
            ClientAssertionSigner signer,
            ClientKeys keys,
            SecretRotation secrets) {
        this.settings = settings;
        this.identity = identity;
        this.signer = signer;
        this.keys = keys;
        this.secrets = secrets;
    }

    /**
     * Resolves the credential once and returns an authentication that creates new parameters for each attempt.
     *
     * @param metadata the metadata of the server, empty if it has not been fetched
     * @param repetition whether the request may be repeated after the server has rejected the client
     * @throws ConfigurationException if a required setting is missing or the credential cannot be used
     */
    public ClientAuthentication prepare(
            ClientType type,
            Optional<Credential> requestCredential,
            URI tokenEndpoint,
            Optional<SmartMetadata> metadata,
            RetryPolicy repetition) {
        return switch (type) {
            case PUBLIC -> forPublicClient(requestCredential);
            case CONFIDENTIAL_SYMMETRIC -> forClientSecret(requestCredential, metadata, repetition);
            case CONFIDENTIAL_ASYMMETRIC -> forPrivateKey(requestCredential, tokenEndpoint, metadata);
        };
    }

    private ClientAuthentication forPublicClient(Optional<Credential> requestCredential) {
        requestCredential.ifPresent(
                credential -> reject(credential, "client_type is public, and a public client has no credential"));
        String clientId = requireClientId(identity.current(), List.of());
        AuthenticationParameters authentication =
                new AuthenticationParameters(null, Map.of("client_id", clientId), List.of());
        return ClientAuthentication.of(
                new SentCredential(ClientAuthenticationMethod.NONE, "", requestCredential), () -> authentication);
    }

    private ClientAuthentication forClientSecret(
            Optional<Credential> requestCredential, Optional<SmartMetadata> metadata, RetryPolicy repetition) {
        requestCredential
                .filter(credential -> !(credential instanceof Credential.Secret))
                .ifPresent(credential ->
                        reject(credential, "client_type confidential-symmetric requires a client secret"));
        ClientIdentity.ClientIdentitySnapshot current = identity.current();
        Optional<String> secret = requestCredential
                .map(credential -> ((Credential.Secret) credential).value())
                .or(current::clientSecret);
        String clientId = requireClientId(current, secret.isPresent() ? List.of() : List.of(Setting.CLIENT_SECRET));
        String currentSecret = secret.orElseThrow();
        SentCredential sent = new SentCredential(secretMethod(current, metadata), "", requestCredential);
        Optional<String> previous = requestCredential.isPresent() ? Optional.empty() : current.previousSecret();
        return previous.filter(other -> !other.equals(currentSecret))
                .map(other -> secrets.authentication(
                        new SecretPair(currentSecret, other),
                        repetition == RetryPolicy.ON_TRANSIENT_FAILURE,
                        used -> withSecret(sent, clientId, used)))
                .orElseGet(() -> withSecret(sent, clientId, currentSecret));
    }

    /**
     * Returns the method that is configured or registered. Without either, returns {@code client_secret_basic}, which
     * every server must support (RFC 6749, section 2.3.1), unless the metadata offers only {@code client_secret_post}
     * for a secret.
     */
    private ClientAuthenticationMethod secretMethod(
            ClientIdentity.ClientIdentitySnapshot current, Optional<SmartMetadata> metadata) {
        @Nullable ClientAuthenticationMethod configured = settings.client().authenticationMethod();
        if (configured != null) {
            return configured;
        }
        if (current.registeredMethod().isPresent()) {
            return current.registeredMethod().get();
        }
        List<String> offered =
                metadata.map(SmartMetadata::tokenEndpointAuthMethodsSupported).orElse(List.of());
        boolean onlyPost =
                offered.contains(CLIENT_SECRET_POST.value()) && !offered.contains(CLIENT_SECRET_BASIC.value());
        if (onlyPost && !reportedPost) {
            reportedPost = true;
            LOG.log(
                    Level.WARNING,
                    Message.POST_CHOSEN.format(
                            settings.name(),
                            LogSanitizer.sanitize(String.join(", ", offered)),
                            settings.key(Setting.CLIENT_AUTHENTICATION_METHOD)));
        }
        return onlyPost ? CLIENT_SECRET_POST : CLIENT_SECRET_BASIC;
    }

    private ClientAuthentication withSecret(SentCredential sent, String clientId, String secret) {
        if (sent.method() == CLIENT_SECRET_POST) {
            Map<String, String> form = Map.of("client_id", clientId, "client_secret", secret);
            return ClientAuthentication.of(sent, () -> new AuthenticationParameters(null, form, List.of(secret)));
        }
        String header =
                BasicCredentials.toHeader(clientId, secret, settings.client().secretEncoding());
        List<String> masked = List.of(secret, header.substring("Basic ".length()));
        return ClientAuthentication.of(sent, () -> new AuthenticationParameters(header, Map.of(), masked));
    }

    private ClientAuthentication forPrivateKey(
            Optional<Credential> requestCredential, URI tokenEndpoint, Optional<SmartMetadata> metadata) {
        ClientIdentity.ClientIdentitySnapshot current = identity.current();
        AssertionKey chosen = signer(requestCredential, current);
        String clientId = requireNonNull(current.clientId());
        String algorithm = chosen.key.algorithm();
        List<String> supportedAlgorithms = metadata.map(SmartMetadata::tokenEndpointAuthSigningAlgValuesSupported)
                .orElse(List.of());
        if (!supportedAlgorithms.isEmpty() && !supportedAlgorithms.contains(algorithm)) {
            String message = Message.ALGORITHM_NOT_OFFERED.format(
                    settings.name(),
                    settings.key(Setting.PRIVATE_KEY),
                    algorithm,
                    String.join(", ", supportedAlgorithms));
            throw new ConfigurationException(
                    settings.name(), message, Violations.invalid("private_key", null, supportedAlgorithms));
        }
        SentCredential sent =
                new SentCredential(ClientAuthenticationMethod.PRIVATE_KEY_JWT, chosen.kid, requestCredential);
        return ClientAuthentication.of(sent, () -> {
            Map<String, String> form = new LinkedHashMap<>();
            if (settings.client().sendClientId()) {
                form.put("client_id", clientId);
            }
            form.put("client_assertion_type", JWT_BEARER);
            String assertion = signer.sign(clientId, chosen.key, chosen.kid, tokenEndpoint.toString());
            if (chosen.clientKey != null) {
                keys.recordSignature(chosen.clientKey);
            }
            form.put("client_assertion", assertion);
            return new AuthenticationParameters(null, form, List.of(assertion));
        });
    }

    private AssertionKey signer(Optional<Credential> requestCredential, ClientIdentity.ClientIdentitySnapshot current) {
        requestCredential
                .filter(Credential.Secret.class::isInstance)
                .ifPresent(
                        credential -> reject(credential, "client_type confidential-asymmetric requires a private key"));
        List<Setting> missing = new ArrayList<>();
        Optional<AssertionKey> signer = requestCredential.isPresent()
                ? requestCredential.flatMap(credential -> keyForRequest(credential, missing))
                : keys.findSigningKey(missing).map(key -> new AssertionKey(key.signingKey(), key.kid(), key));
        requireClientId(current, missing);
        return signer.orElseThrow();
    }

    private Optional<AssertionKey> keyForRequest(Credential credential, List<Setting> missing) {
        SigningKey key = readKey(credential);
        Optional<String> kid = kid(credential)
                .or(() -> Optional.ofNullable(key.kid()))
                .or(() -> settings.secrets().kid(KeySlot.ACTIVE));
        if (kid.isEmpty()) {
            missing.add(Setting.KID);
        }
        return kid.map(found -> new AssertionKey(key, found, null));
    }

    private SigningKey readKey(Credential credential) {
        try {
            return credential instanceof Credential.Key key
                    ? KeyReader.signingKey(key.privateKey(), key.kid())
                    : KeyReader.readPrivateKey(((Credential.EncodedKey) credential).text());
        } catch (UnusableKeyException unusable) {
            throw unusableCredential("private_key", "it is " + unusable.reason());
        }
    }

    private static Optional<String> kid(Credential credential) {
        if (credential instanceof Credential.EncodedKey key) {
            return Optional.ofNullable(key.kid());
        }
        return credential instanceof Credential.Key key ? Optional.of(key.kid()) : Optional.empty();
    }

    /**
     * Returns the {@code client_id}.
     *
     * @throws ConfigurationException if a setting is missing; the message names all missing settings
     */
    private String requireClientId(ClientIdentity.ClientIdentitySnapshot current, List<Setting> otherMissing) {
        String clientId = current.clientId();
        List<Setting> missing = new ArrayList<>();
        if (clientId == null) {
            missing.add(Setting.CLIENT_ID);
        }
        missing.addAll(otherMissing);
        if (!missing.isEmpty()) {
            ConfigurationErrors problems = new ConfigurationErrors(settings.name(), settings.prefix());
            problems.missing(missing);
            problems.throwIfAny();
        }
        return requireNonNull(clientId);
    }

    private void reject(Credential credential, String reason) {
        throw unusableCredential(credential instanceof Credential.Secret ? "client_secret" : "private_key", reason);
    }

    private ConfigurationException unusableCredential(String attribute, String reason) {
        return new ConfigurationException(
                settings.name(),
                Message.UNUSABLE_CREDENTIAL.format(
                        settings.name(),
                        attribute,
                        reason,
                        settings.key(Setting.CLIENT_TYPE),
                        settings.client().type().value()),
                Violations.invalid(attribute, null, List.of()));
    }
}
