package io.safire.internal.standalone;

import io.safire.CloseableSmartClient;
import io.safire.SmartClientSettings;
import io.safire.http.StandaloneSender;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.RestClientFactory;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.internal.runtime.RequiredApi;
import io.safire.internal.runtime.RuntimeCheck;
import io.safire.spi.DiagnosisCheck;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The open clients without CDI, which share their threads and the cached metadata. The state is static, because callers
 * of the static factory method share no object. The first client creates the state, and the last client discards it.
 */
final class StandaloneClients {

    private static @Nullable StandaloneClients current;

    private final RefreshThreads threads;
    private final ConfiguredClients clients;
    private int openClients;

    private StandaloneClients(@Nullable ClassLoader loader) {
        threads = new RefreshThreads(loader);
        clients = new ConfiguredClients(
                ConfiguredServers.none(),
                StandaloneSender::of,
                new ClientEnvironment(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        new InMemoryRegistrationStore(),
                        ClientKeys.NO_KEY_SOURCE,
                        CredentialOverrides.NO_SOURCE,
                        SmartEventPublisher.withoutObservers(),
                        TokenEnvironment.inMemory(threads),
                        checks(loader),
                        name -> name));
    }

    /** Finds the checks of modules and of the application. */
    private static List<DiagnosisCheck> checks(@Nullable ClassLoader loader) {
        return ServiceLoader.load(DiagnosisCheck.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    static synchronized CloseableSmartClient create(SmartClientSettings settings) {
        StandaloneClients open = current == null ? open() : current;
        CloseableSmartClient client = open.clients.create(settings, () -> release(open));
        open.openClients++;
        current = open;
        return client;
    }

    private static StandaloneClients open() {
        new RuntimeCheck(StandaloneClients.class.getClassLoader())
                .requireImplementations(Map.of(RequiredApi.REST_CLIENT, RestClientFactory::implementation));
        return new StandaloneClients(Thread.currentThread().getContextClassLoader());
    }

    private static synchronized void release(StandaloneClients open) {
        open.openClients--;
        if (open.openClients == 0) {
            open.threads.shutdown();
            current = null;
        }
    }
}
