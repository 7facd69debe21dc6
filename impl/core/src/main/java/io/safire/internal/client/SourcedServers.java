package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CreatedClientCredential;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.JoinedErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.SourcedServerSettings;
import io.safire.internal.message.Message;
import io.safire.spi.ServerSource;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the servers that a server source returns. The source is called at each use, so that a change takes
 * effect with the next call.
 */
final class SourcedServers implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SourcedServers.class.getName());

    private final SourcedNames listed;
    private final ConfiguredServers configured;
    private final SharedComponents shared;
    private final SharedCredentials sharedCredentials;
    private final LoopbackHttp loopbackHttp = new LoopbackHttp();
    private final Map<String, SourcedServer> servers = new ConcurrentHashMap<>();

    SourcedServers(
            ServerSource source,
            ConfiguredServers configured,
            SharedComponents shared,
            SharedCredentials sharedCredentials) {
        this.listed = new SourcedNames(source, configured);
        this.configured = configured;
        this.shared = shared;
        this.sharedCredentials = sharedCredentials;
    }

    /** Returns false if the application has no server source. */
    boolean isPresent() {
        return listed.isPresent();
    }

    /** Returns the names of the servers, and releases the clients of removed servers. */
    Set<String> names() {
        Set<String> names = listed.names();
        servers.keySet().stream().filter(Predicate.not(names::contains)).forEach(this::find);
        return names;
    }

    /** Returns the findings about names of the source, and about a source that throws exceptions. */
    List<Finding> findings() {
        return listed.findings();
    }

    /**
     * @throws ConfigurationException if the source does not return the server, or if its settings are unusable
     */
    SmartClient client(String name) {
        components(name);
        return current(name).client();
    }

    /** Returns a client of a server that the source may return later. */
    SmartClient clientOfAnyName(String name) {
        return Optional.ofNullable(servers.get(name)).map(SourcedServer::client).orElseGet(() -> newClient(name));
    }

    void warnAboutMissing(Collection<String> injected) {
        Set<String> known = names();
        injected.stream()
                .filter(Predicate.not(known::contains))
                .forEach(name -> LOG.log(Level.WARNING, Message.INJECTED_SERVER_MISSING.format(name, listed.source())));
    }

    /** Returns the settings of all servers whose settings are usable, without creating clients. */
    Stream<ServerSettings> settings() {
        return found().flatMap(server -> server.settings().stream());
    }

    /**
     * Returns the settings of the servers that an EHR launch identifies.
     *
     * @param issuer the canonical form of the {@code iss} parameter
     */
    Stream<ServerSettings> withIssuer(String issuer) {
        return found().filter(server -> server.issuers().contains(issuer))
                .flatMap(server -> server.settings().stream());
    }

    /** Returns the clients of all servers whose settings are usable. */
    Stream<ClientComponents> clients() {
        return settings().map(ServerSettings::name).flatMap(name -> {
            try {
                return Stream.of(components(name));
            } catch (ConfigurationException unusable) {
                return Stream.empty();
            }
        });
    }

    /** Returns the exception that calls of the client throw; empty if the server can be used. */
    Optional<ConfigurationException> failure(String name) {
        try {
            components(name);
            return Optional.empty();
        } catch (ConfigurationException unusable) {
            return Optional.of(unusable);
        }
    }

    /** Returns the server; empty if the source does not return the server at the moment. */
    Optional<SourcedServer> find(String name) {
        try {
            return Optional.of(current(name));
        } catch (ConfigurationException removed) {
            return Optional.empty();
        }
    }

    ServerSettings settings(String name) {
        SourcedServer server = current(name);
        return server.settings().orElseThrow(() -> server.failure().orElseThrow());
    }

    ClientComponents components(String name) {
        while (true) {
            SourcedServer server = current(name);
            Optional<ClientComponents> client = server.components(settings -> create(server, settings));
            if (client.isPresent()) {
                return client.get();
            }
        }
    }

    Serializable serializedForm(String name) {
        return shared.environment().serializedForm().apply(name);
    }

    @Override
    public void close() {
        servers.keySet()
                .forEach(name -> Optional.ofNullable(servers.remove(name)).ifPresent(server -> release(server, true)));
    }

    private Stream<SourcedServer> found() {
        return names().stream().flatMap(name -> find(name).stream());
    }

    private SourcedServer current(String name) {
        SourcedServer known = servers.get(name);
        SmartClientSettings given = listed.settings(name).orElse(null);
        return known != null && given != null && known.isFor(given) ? known : update(name);
    }

    /** The source is called again, because another thread may have used newer settings already. */
    private SourcedServer update(String name) {
        List<SourcedServer> replaced = new ArrayList<>(1);
        SourcedServer now = servers.compute(name, (key, previous) -> {
            SmartClientSettings given =
                    listed.contains(name) ? listed.settings(name).orElse(null) : null;
            SourcedServer next = given == null ? null : next(name, given, previous);
            if (previous != null && previous != next) {
                replaced.add(previous);
            }
            return next;
        });
        replaced.forEach(previous -> replace(previous, now));
        if (now == null) {
            throw listed.notFound(name);
        }
        return now;
    }

    private SourcedServer next(String name, SmartClientSettings given, @Nullable SourcedServer previous) {
        if (previous != null && previous.isFor(given)) {
            return previous;
        }
        SourcedSmartClient client = previous == null ? newClient(name) : previous.client();
        try {
            SourcedServerSettings settings = read(name, given);
            if (previous == null || !previous.replaceSecrets(given, settings)) {
                return SourcedServer.usable(client, given, settings);
            }
            previous.existingComponents().ifPresent(sharedCredentials::add);
            return previous;
        } catch (ConfigurationException failure) {
            LOG.log(Level.ERROR, Message.SOURCED_SETTINGS_UNUSABLE.format(name, listed.source(), failure.getMessage()));
            return SourcedServer.unusable(client, given, failure);
        }
    }

    private SourcedServerSettings read(String name, SmartClientSettings given) {
        SourcedServerSettings settings = configured.readSourced(
                name, given, listed.source(), BrandModule.settingsWithoutModule(shared.brands()));
        ConfigurationErrors errors = ConfigurationErrors.of(settings.settings());
        new AcceptedServersCheck(configured).validate(settings.settings(), errors);
        List<ConfigurationException> failures = new ArrayList<>();
        errors.toException().ifPresent(failures::add);
        ClientKeys.configurationError(settings.settings()).ifPresent(failures::add);
        JoinedErrors.throwAll(failures);
        return settings;
    }

    /** Creates the new client first, because metadata is cached as long as a client of the server exists. */
    private void replace(SourcedServer previous, @Nullable SourcedServer next) {
        try {
            if (next != null
                    && next.failure().isEmpty()
                    && previous.existingComponents().isPresent()) {
                next.components(settings -> create(next, settings));
            }
        } finally {
            release(previous, next == null);
        }
    }

    private void release(SourcedServer server, boolean removed) {
        server.close();
        shared.brands().forget(server.name());
        if (removed) {
            sharedCredentials.remove(server.name());
            server.settings().ifPresent(shared.mixUpDefense()::forget);
        }
    }

    private ClientComponents create(SourcedServer server, SourcedServerSettings settings) {
        ClientEnvironment environment = settings.credentialObject().isPresent()
                ? shared.environment().withCredentials(new CreatedClientCredential(() -> settings.credentialObject()
                        .orElseThrow()))
                : shared.environment();
        ClientComponents client = new SmartClientFactory(
                        settings.settings(), shared.with(environment, shared.brands()), () -> requireCurrent(server))
                .create();
        if (environment.credentials() == CredentialOverrides.NO_SOURCE) {
            MissingCredential.report(client);
        }
        List<ServerSettings> created = List.of(client.settings());
        loopbackHttp.report(created);
        DevelopmentPages.report(created);
        sharedCredentials.add(client);
        return client;
    }

    /** Prevents requests to a removed server, and requests with earlier settings. */
    private void requireCurrent(SourcedServer used) {
        if (current(used.name()) != used) {
            throw new ConfigurationException(
                    Message.SOURCED_SERVER_CHANGED.format(used.name(), listed.source()), Violations.missing(List.of()));
        }
    }

    private SourcedSmartClient newClient(String name) {
        return new SourcedSmartClient(name, this);
    }
}
