package io.safire.internal.cdi;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.event.SmartEvent;
import io.safire.http.FaultTolerantSender;
import io.safire.http.RetryingSender;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.internal.runtime.KnownRuntime;
import io.safire.internal.runtime.RuntimeCheck;
import io.safire.spi.CredentialSource;
import io.safire.spi.DiagnosisCheck;
import io.safire.spi.KeySource;
import io.safire.spi.LaunchStore;
import io.safire.spi.ReadinessMode;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RequestObserver;
import io.safire.spi.ServerReadiness;
import io.safire.spi.ServerSource;
import io.safire.spi.TokenStore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/** Producer of an application's clients. It checks their configuration at startup, and closes them at shutdown. */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class ClientsProducer implements ServerReadiness {

    @Inject
    RetryingSender retryingSender;

    @Inject
    InjectedServers injected;

    @Inject
    Instance<RegistrationStore> registrations;

    @Inject
    Instance<KeySource> keys;

    @Inject
    Instance<CredentialSource> credentials;

    @Inject
    Instance<ServerSource> serverSources;

    @Inject
    Instance<TokenStore> tokens;

    @Inject
    Event<SmartEvent> events;

    @Inject
    BeanContainer beans;

    @Inject
    @Any
    Instance<RequestObserver> observers;

    @Inject
    @Any
    Instance<DiagnosisCheck> checks;

    @Inject
    Instance<LaunchStore> launchStores;

    private ConfiguredClients clients;

    private SmartEventPublisher eventPublisher;

    /** Creates no client: {@link #check} creates the configured clients and thereby reads their settings. */
    @PostConstruct
    void prepare() {
        // on Payara, the configuration in the thread of a health check differs from that of the application
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        eventPublisher = new SmartEventPublisher(
                Clock.systemUTC(),
                ObservedEvents.isAnyObserved(beans) ? events::fire : null,
                new RequestObservers(observers.stream().toList()));
        clients = new ConfiguredClients(
                new ConfiguredServers(
                        () -> ConfigProvider.getConfig(application),
                        injected.names(),
                        System.getenv().keySet()),
                (transport, onRetry) -> new FaultTolerantSender(retryingSender, transport, onRetry),
                new ClientEnvironment(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        registrations(),
                        keySource(),
                        credentialSource(),
                        eventPublisher,
                        tokenEnvironment(application),
                        Stream.concat(checks.stream(), StoreChecks.of(tokens, launchStores).stream())
                                .toList(),
                        SerializedClient::new),
                serverSources.isUnsatisfied() ? ConfiguredClients.NO_SOURCE : serverSources.get());
    }

    @Produces
    @ApplicationScoped
    public SmartClients clients() {
        return clients;
    }

    public ServerSettings settings(String name) {
        return clients.settings(name);
    }

    @Override
    public ReadinessMode mode(String server) {
        return clients.readiness(server);
    }

    @Override
    public Optional<String> keyProblem(String server) {
        return clients.keyErrorId(server);
    }

    @Override
    public List<Finding> configurationFindings(String server) {
        return clients.configurationFindings(server);
    }

    @Override
    public List<Finding> findings() {
        return clients.sourceFindings();
    }

    /** Returns the settings of a server; empty if the server source does not return usable settings. */
    public Optional<ServerSettings> findSettings(String server) {
        return clients.findSettings(server);
    }

    public Optional<SmartClient> sourcedClient(String server) {
        return clients.sourcedClient(server);
    }

    public SmartEventPublisher eventPublisher() {
        return eventPublisher;
    }

    /**
     * Stops the deployment if a setting is invalid or an injected server is not configured. A server source may return
     * an injected server later, and its servers never stop the deployment.
     *
     * @param unused the client beans, which a container that removes unused beans would otherwise remove
     */
    void check(@Observes @Initialized(ApplicationScoped.class) Object event, SmartClients unused) {
        clients.validate(injected.names(), injected.usesDefault());
        KnownRuntime runtime = new RuntimeCheck(ClientsProducer.class.getClassLoader()).detectRuntime();
        BearerAddressCheck addresses = new BearerAddressCheck(ConfigProvider.getConfig(), runtime);
        for (BearerInterface bearer : injected.bearers()) {
            String server = nameOf(bearer);
            if (clients.isConfigured(server)) {
                addresses.run(bearer, clients.settings(server));
            }
        }
    }

    private String nameOf(BearerInterface bearer) {
        return bearer.server().isEmpty() ? clients.client().name() : bearer.server();
    }

    private RegistrationStore registrations() {
        return registrations.isUnsatisfied() ? new InMemoryRegistrationStore() : registrations.get();
    }

    private TokenEnvironment tokenEnvironment(ClassLoader application) {
        RefreshThreads threads = ContainerThreads.refreshThreads();
        return tokens.isUnsatisfied()
                ? TokenEnvironment.inMemory(threads)
                : new TokenEnvironment(StoreModule.connect(tokens.get(), threads, application), threads);
    }

    private KeySource keySource() {
        return keys.isUnsatisfied() ? ClientKeys.NO_KEY_SOURCE : keys.get();
    }

    private CredentialSource credentialSource() {
        return credentials.isUnsatisfied() ? CredentialOverrides.NO_SOURCE : credentials.get();
    }

    @PreDestroy
    void close() {
        clients.close();
    }
}
