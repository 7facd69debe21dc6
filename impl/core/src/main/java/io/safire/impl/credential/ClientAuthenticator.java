package io.safire.impl.credential;

import static java.util.Objects.requireNonNull;

import io.safire.ClientType;
import io.safire.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.config.KeySlot;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpCalls.Repetition;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticator of the client at the token endpoint: with nothing for a public client, with a client secret, or with a signed
 * assertion. It uses the configured credential, unless the caller passes one for a single request.
 */
public final class ClientAuthenticator {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ServerSettings settings;
    private final ClientIdentity identity;
    private final AssertionSigner signer;
    private final ClientKeys keys;
    private final SecretChoice secrets;

    /**
     * A signing key with its {@code kid}.
     *
     * @param own the client's own key, null if the caller passed the key for one request
     */
    private record Signer(
            SigningKey key, String kid, @Nullable KnownKey own) {}

    public ClientAuthenticator(
            ServerSettings settings,
            ClientIdentity identity,
            AssertionSigner signer,
            ClientKeys keys,
            SecretChoice secrets) {
        this.settings = settings;
        this.identity = identity;
        this.signer = signer;
        this.keys = keys;
        this.secrets = secrets;
    }

    /**
     * Resolves the credential once and returns an authentication that is created anew for each attempt.
     *
     * @param offered values of {@code token_endpoint_auth_signing_alg_values_supported}, empty if the server does not publish
     *     them
     * @param repetition whether the request may be repeated after the server has rejected the client
     * @throws ConfigurationException if a required setting is missing or the credential cannot be used
     */
    public ClientProof prepare(
            ClientType type,
            Optional<Credential> given,
            URI tokenEndpoint,
            List<String> offered,
            Repetition repetition) {
        return switch (type) {
            case PUBLIC -> withoutAuthentication(given);
            case CONFIDENTIAL_SYMMETRIC -> withSecret(given, repetition);
            case CONFIDENTIAL_ASYMMETRIC -> withKey(given, tokenEndpoint, offered);
        };
    }

    private ClientProof withoutAuthentication(Optional<Credential> given) {
        given.ifPresent(credential -> refuse(credential, "client_type is public, and a public client has no credential"));
        String clientId = clientId(identity.current(), List.of());
        Authentication authentication = new Authentication(null, Map.of("client_id", clientId), List.of());
        return () -> authentication;
    }

    private ClientProof withSecret(Optional<Credential> given, Repetition repetition) {
        given.filter(credential -> !(credential instanceof Credential.Secret))
                .ifPresent(credential ->
                        refuse(credential, "client_type confidential-symmetric requires a client secret"));
        ClientIdentity.Current current = identity.current();
        Optional<String> secret = given.map(credential -> ((Credential.Secret) credential).value())
                .or(current::clientSecret);
        String clientId = clientId(current, secret.isPresent() ? List.of() : List.of(Setting.CLIENT_SECRET));
        String text = secret.orElseThrow();
        Optional<String> previous = given.isPresent() ? Optional.empty() : current.previousSecret();
        return previous.filter(other -> !other.equals(text))
                .map(other -> secrets.proof(new SecretPair(text, other), repetition, used -> basic(clientId, used)))
                .orElseGet(() -> () -> basic(clientId, text));
    }

    private Authentication basic(String clientId, String secret) {
        String header =
                BasicCredentials.header(clientId, secret, settings.client().secretEncoding());
        return new Authentication(header, Map.of(), List.of(secret, header.substring("Basic ".length())));
    }

    private ClientProof withKey(Optional<Credential> given, URI tokenEndpoint, List<String> offered) {
        ClientIdentity.Current current = identity.current();
        Signer chosen = signer(given, current);
        String clientId = requireNonNull(current.clientId());
        String algorithm = chosen.key.algorithm();
        if (!offered.isEmpty() && !offered.contains(algorithm)) {
            String message = Message.ALGORITHM_NOT_OFFERED.of(
                    settings.name(), settings.key(Setting.PRIVATE_KEY), algorithm, String.join(", ", offered));
            throw new ConfigurationException(settings.name(), message, Offenders.invalid("private_key", null, offered));
        }
        return () -> {
            Map<String, String> form = new LinkedHashMap<>();
            if (settings.client().sendClientId()) {
                form.put("client_id", clientId);
            }
            form.put("client_assertion_type", JWT_BEARER);
            String assertion = signer.sign(clientId, chosen.key, chosen.kid, tokenEndpoint.toString());
            if (chosen.own != null) {
                keys.signed(chosen.own);
            }
            form.put("client_assertion", assertion);
            return new Authentication(null, form, List.of(assertion));
        };
    }

    private Signer signer(Optional<Credential> given, ClientIdentity.Current current) {
        given.filter(Credential.Secret.class::isInstance)
                .ifPresent(credential -> refuse(credential, "client_type confidential-asymmetric requires a private key"));
        List<Setting> missing = new ArrayList<>();
        Optional<Signer> signer = given.isPresent()
                ? given.flatMap(credential -> forThisCall(credential, missing))
                : keys.signer(missing).map(key -> new Signer(key.signingKey(), key.kid(), key));
        clientId(current, missing);
        return signer.orElseThrow();
    }

    private Optional<Signer> forThisCall(Credential credential, List<Setting> missing) {
        SigningKey key = given(credential);
        Optional<String> kid = kid(credential)
                .or(() -> Optional.ofNullable(key.kid()))
                .or(() -> settings.secrets().kid(KeySlot.ACTIVE));
        if (kid.isEmpty()) {
            missing.add(Setting.KID);
        }
        return kid.map(found -> new Signer(key, found, null));
    }

    private SigningKey given(Credential credential) {
        try {
            return credential instanceof Credential.Key key
                    ? KeyReader.of(key.privateKey(), key.kid())
                    : KeyReader.read(((Credential.EncodedKey) credential).text());
        } catch (UnusableKeyException unusable) {
            throw refusal("private_key", "it is " + unusable.why());
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
     * @throws ConfigurationException if a setting is missing; it names all missing settings at once
     */
    private String clientId(ClientIdentity.Current current, List<Setting> alsoMissing) {
        String clientId = current.clientId();
        List<Setting> missing = new ArrayList<>();
        if (clientId == null) {
            missing.add(Setting.CLIENT_ID);
        }
        missing.addAll(alsoMissing);
        if (!missing.isEmpty()) {
            Problems problems = new Problems(settings.name(), settings.prefix());
            problems.missing(missing);
            problems.throwIfAny();
        }
        return requireNonNull(clientId);
    }

    private void refuse(Credential credential, String why) {
        throw refusal(credential instanceof Credential.Secret ? "client_secret" : "private_key", why);
    }

    private ConfigurationException refusal(String attribute, String why) {
        return new ConfigurationException(
                settings.name(),
                Message.UNUSABLE_CREDENTIAL.of(
                        settings.name(),
                        attribute,
                        why,
                        settings.key(Setting.CLIENT_TYPE),
                        settings.client().type().value()),
                Offenders.invalid(attribute, null, List.of()));
    }
}
