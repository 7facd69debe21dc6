package io.safire.internal.authentication;

import static java.util.Objects.requireNonNull;

import io.safire.authentication.ClientType;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code client_id} and secrets of the client, from the configuration or from dynamic client registration. Each
 * request looks up these values, so that changed secrets take effect without a restart.
 */
public final class ClientIdentity {

    /**
     * A {@code client_id} with the secrets that belong to it.
     *
     * @param clientId the {@code client_id}; null if the client is neither configured nor registered
     * @param previousSecret the previous secret; empty if it is not configured or the current secret comes from a
     *     registration
     * @param registeredMethod the registered client authentication method for a secret; empty if the registration
     *     contains no such method, or if the {@code client_id} is configured
     */
    record ClientIdentitySnapshot(
            @Nullable String clientId,
            Optional<ClientSecret> clientSecret,
            Optional<ClientSecret> previousSecret,
            Optional<ClientAuthenticationMethod> registeredMethod) {
        @Override
        public String toString() {
            return "ClientIdentitySnapshot[clientId=" + clientId + "]";
        }
    }

    /**
     * The issuer of a client assertion.
     *
     * @param clientId the {@code client_id}; null if the client is neither configured nor registered
     * @param jku the header parameter {@code jku}; null if the assertion contains no {@code jku}
     */
    public record AssertionIssuer(
            @Nullable String clientId, @Nullable String jku) {}

    private final ServerSettings settings;
    private final RegistrationStore store;

    public ClientIdentity(ServerSettings settings, RegistrationStore store) {
        this.settings = settings;
        this.store = store;
    }

    /** Returns the client authentication method of the registration; empty if the client is not registered dynamically. */
    public Optional<ClientAuthenticationMethod> registeredMethod() {
        return current().registeredMethod();
    }

    /**
     * @throws ConfigurationException if no {@code client_id} is configured and the registration store fails
     */
    ClientIdentitySnapshot current() {
        Optional<ClientRegistration> registered = registration();
        Optional<ClientSecret> secret = registered
                .flatMap(ClientRegistration::clientSecret)
                .map(value -> new ClientSecret(value, registrationSource()));
        return new ClientIdentitySnapshot(
                registered
                        .map(ClientRegistration::clientId)
                        .orElse(settings.client().clientId()),
                secret.or(() ->
                        configured(Setting.CLIENT_SECRET, settings.secrets().clientSecret())),
                secret.isPresent()
                        ? Optional.empty()
                        : configured(
                                Setting.CLIENT_SECRET_PREVIOUS,
                                settings.secrets().previousClientSecret()),
                registered
                        .flatMap(found -> found.granted().tokenEndpointAuthMethod())
                        .flatMap(ClientAuthenticationMethod::of)
                        .filter(method -> method.clientType() == ClientType.CONFIDENTIAL_SYMMETRIC));
    }

    /**
     * The {@code jku} must be the URL that the client registered (SMART App Launch 2.2.0, authentication JWT). A client
     * that registered its key set instead of a URL sends no {@code jku}.
     */
    public AssertionIssuer assertionIssuer() {
        String clientId = settings.client().clientId();
        String jwksUrl = settings.assertion().jwksUrl();
        if (clientId != null) {
            return new AssertionIssuer(clientId, jwksUrl);
        }
        Optional<ClientRegistration> registration = registration();
        return new AssertionIssuer(
                registration.map(ClientRegistration::clientId).orElse(null),
                jwksUrl == null || registration.isEmpty() ? jwksUrl : registeredUrl(registration.get(), jwksUrl));
    }

    /**
     * @param otherMissing further settings that the request requires and that are missing
     * @return the issuer, which has a {@code client_id}
     * @throws ConfigurationException if a setting is missing; the message names all missing settings
     */
    AssertionIssuer requireAssertionIssuer(List<Setting> otherMissing) {
        AssertionIssuer issuer = assertionIssuer();
        requireClientId(issuer.clientId(), otherMissing);
        return issuer;
    }

    private static @Nullable String registeredUrl(ClientRegistration registration, String configured) {
        for (ClientMetadata metadata : List.of(registration.granted(), registration.requested())) {
            if (metadata.jwksUri().isPresent()) {
                return metadata.jwksUri().get().toString();
            }
            if (metadata.jwks().isPresent()) {
                return null;
            }
        }
        return configured;
    }

    /** Returns a configuration key, or a description of the registration store. */
    String clientIdSource() {
        return settings.client().clientId() == null ? registrationSource() : settings.key(Setting.CLIENT_ID);
    }

    private String registrationSource() {
        return "of the registration in " + BeanClass.nameOf(store);
    }

    private Optional<ClientSecret> configured(Setting setting, Optional<String> secret) {
        return secret.map(value -> new ClientSecret(value, settings.key(setting)));
    }

    public Optional<String> clientSecret() {
        return current().clientSecret().map(ClientSecret::value);
    }

    /** Returns null if the client is neither configured nor registered. */
    public @Nullable String clientId() {
        String configured = settings.client().clientId();
        return configured != null ? configured : current().clientId();
    }

    /**
     * @param otherMissing further settings that the request requires and that are missing
     * @throws ConfigurationException if a setting is missing; the message names all missing settings
     */
    String requireClientId(List<Setting> otherMissing) {
        return requireClientId(clientId(), otherMissing);
    }

    String requireClientId(@Nullable String clientId, List<Setting> otherMissing) {
        List<Setting> missing = new ArrayList<>();
        if (clientId == null) {
            missing.add(Setting.CLIENT_ID);
        }
        missing.addAll(otherMissing);
        ConfigurationErrors.throwIfMissing(settings, missing);
        return requireNonNull(clientId);
    }

    private Optional<ClientRegistration> registration() {
        if (settings.client().clientId() != null) {
            return Optional.empty();
        }
        try {
            return store.find(settings.name()).map(VersionedRegistration::registration);
        } catch (RuntimeException failure) {
            throw storeFailure(settings, store, failure);
        }
    }

    public static ConfigurationException storeFailure(
            ServerSettings settings, RegistrationStore store, RuntimeException failure) {
        ConfigurationException exception = new ConfigurationException(
                Message.REGISTRATION_STORE_FAILED.format(
                        settings.name(), BeanClass.nameOf(store), settings.key(Setting.CLIENT_ID)),
                Violations.missing(List.of(Setting.CLIENT_ID.attribute())));
        exception.initCause(failure);
        return exception;
    }
}
