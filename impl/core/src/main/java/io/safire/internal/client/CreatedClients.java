package io.safire.internal.client;

import io.safire.SmartClientSettings;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CreatedClientCredential;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.CreatedClientSettings;
import io.safire.internal.config.JoinedErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.spi.CredentialSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The open clients that the application has created in code. */
final class CreatedClients implements AutoCloseable {

    private final Predicate<String> isServer;
    private final ConfiguredServers servers;
    private final SharedComponents shared;
    private final Map<CreatedSmartClient, ServerSettings> open = new ConcurrentHashMap<>();
    private final LoopbackHttp loopbackHttp = new LoopbackHttp();

    /**
     * @param isServer the test whether the configuration or the server source contains a server with a name
     */
    CreatedClients(Predicate<String> isServer, ConfiguredServers servers, SharedComponents shared) {
        this.isServer = isServer;
        this.servers = servers;
        this.shared = shared;
    }

    /**
     * Creates a client, without sending a request.
     *
     * @param onClose the action to run after the client has been closed; this action does not run if no client is
     *     created
     * @throws ConfigurationException if settings are missing or invalid
     */
    CreatedSmartClient create(SmartClientSettings given, Runnable onClose) {
        BrandBundles brands = BrandModule.load(servers, shared.senders(), shared.environment());
        ServerSettings settings = read(given, brands);
        ClientLifecycle lifecycle = new ClientLifecycle(settings.name());
        CredentialSource credential = credential(given);
        ClientComponents components = new SmartClientFactory(
                        settings,
                        shared.with(shared.environment().forCreatedClient(credential), brands),
                        lifecycle::requireOpen)
                .create();
        CreatedSmartClient client = new CreatedSmartClient(components.client(), lifecycle, closed -> {
            brands.close();
            components.close();
            if (open.remove(closed, settings)) {
                shared.mixUpDefense().forget(settings);
                onClose.run();
            }
        });
        add(client, components);
        if (credential == CredentialOverrides.NO_SOURCE) {
            MissingCredential.report(components);
        }
        loopbackHttp.report(List.of(settings));
        return client;
    }

    /** An error in the settings must not hide an error in the keys. */
    private static ServerSettings read(SmartClientSettings given, BrandBundles brands) {
        List<ConfigurationException> failures = new ArrayList<>();
        Optional<ServerSettings> settings =
                CreatedClientSettings.read(given, BrandModule.settingsWithoutModule(brands), failures);
        if (!failures.isEmpty()) {
            settings.flatMap(ClientKeys::configurationError).ifPresent(failures::add);
        }
        JoinedErrors.throwAll(failures);
        return settings.orElseThrow();
    }

    List<ServerSettings> settings() {
        return List.copyOf(open.values());
    }

    @Override
    public void close() {
        open.keySet().forEach(CreatedSmartClient::close);
    }

    private synchronized void add(CreatedSmartClient client, ClientComponents components) {
        try {
            validate(components);
            open.put(client, components.settings());
        } catch (ConfigurationException invalid) {
            client.close();
            throw invalid;
        }
    }

    private void validate(ClientComponents components) {
        ServerSettings settings = components.settings();
        requireUniqueName(settings);
        ConfigurationErrors errors = ConfigurationErrors.of(settings);
        components.keys().validate(errors);
        new AcceptedServersCheck(servers).validate(settings, errors);
        errors.throwIfAny();
        components.authenticator().requireUsableCredential(settings.client().type());
    }

    /**
     * A client accepts each token that was issued to a client with the same name. Therefore, all open clients with this
     * name must have the same base URL.
     */
    private void requireUniqueName(ServerSettings settings) {
        String name = settings.name();
        if (isServer.test(name)) {
            throw CreatedClientSettings.invalidName(name, "names that differ from those of the configured servers");
        }
        boolean isUsed = open.values().stream()
                .filter(other -> other.name().equals(name))
                .anyMatch(other ->
                        !other.endpoints().baseUrl().equals(settings.endpoints().baseUrl()));
        if (isUsed) {
            throw CreatedClientSettings.invalidName(
                    name, "names that differ from those of open clients with another base-url");
        }
    }

    /** No setting can contain a credential that is not text, such as a key object. */
    private static CredentialSource credential(SmartClientSettings given) {
        Credential credential = given.credential();
        boolean isObject = credential instanceof Credential.Key || credential instanceof Credential.Signer;
        return credential != null && isObject
                ? new CreatedClientCredential(() -> credential)
                : CredentialOverrides.NO_SOURCE;
    }
}
