package io.safire.impl.cdi;

import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.impl.managed.StoreKey;
import io.safire.impl.managed.StoreKeys;
import io.safire.impl.web.DefaultSmartLaunches;
import io.safire.impl.web.LaunchEndpoints;
import io.safire.impl.web.MemoryLaunchStore;
import io.safire.spi.LaunchStore;
import io.safire.web.LaunchHandler;
import io.safire.web.SmartEndpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Makes the launches and their endpoints, with the store and the handler of the application where it has them. */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class LaunchesProducer {

    @Inject
    ClientsProducer producer;

    @Inject
    SmartClients clients;

    @Inject
    Instance<LaunchStore> stores;

    @Inject
    Instance<LaunchHandler> handlers;

    /** Launches with the application's store, or one in memory. */
    @Produces
    @ApplicationScoped
    public SmartLaunches launches() {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        StoreKey ownKey = StoreKey.random(random);
        boolean shared = !stores.isUnsatisfied();
        return new DefaultSmartLaunches(
                clients,
                producer::settings,
                name -> new StoreKeys(producer.settings(name), shared ? LaunchStore.class : null, ownKey),
                shared ? stores.get() : new MemoryLaunchStore(clock),
                clock,
                random,
                producer.announcer());
    }

    /** Endpoints with the application's handler. */
    @Produces
    @ApplicationScoped
    public SmartEndpoints endpoints(SmartLaunches launches) {
        return new LaunchEndpoints(
                clients,
                launches,
                () -> handlers.isUnsatisfied() ? Optional.empty() : Optional.of(handlers.get()),
                this::framers);
    }

    /** A page without a server can be for any of them. */
    private List<String> framers() {
        return clients.names().stream()
                .flatMap(name -> producer.settings(name).launches().frameAncestors().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
