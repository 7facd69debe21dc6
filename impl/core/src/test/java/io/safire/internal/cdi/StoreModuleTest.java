package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.spi.TokenStore;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Test without safire-store, which is not on the class path of this module. */
class StoreModuleTest {

    private static final ClassLoader LOADER = StoreModuleTest.class.getClassLoader();
    private static final TokenStore STORE = (TokenStore)
            Proxy.newProxyInstance(LOADER, new Class<?>[] {TokenStore.class}, (proxy, method, arguments) -> {
                throw new AssertionError("Unexpected call");
            });

    @AutoClose
    private final RefreshThreads threads = new RefreshThreads(LOADER);

    @Test
    void stopsDeploymentAndNamesMissingArtifact() {
        ConfiguredClients clients = clients(Map.of(
                "safire.epic.base-url", "https://fhir.example/r4",
                "safire.cerner.base-url", "https://fhir.cerner.example/r4"));
        assertThatThrownBy(() -> clients.validate(List.of(), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SAFIRE-1522 cerner: ")
                .hasMessageContaining("SAFIRE-1522 epic: ")
                .hasMessageContaining(STORE.getClass().getName())
                .hasMessageContaining("io.safire:safire-store");
    }

    private ConfiguredClients clients(Map<String, String> settings) {
        return new ConfiguredClients(
                TestServers.of(settings),
                (transport, onRetry) -> request -> {
                    throw new AssertionError("Unexpected request");
                },
                new ClientEnvironment(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        new InMemoryRegistrationStore(),
                        server -> List.of(),
                        server -> Optional.empty(),
                        SmartEventPublisher.withoutObservers(),
                        new TokenEnvironment(StoreModule.connect(STORE, threads, LOADER), threads),
                        List.of(),
                        name -> name));
    }
}
