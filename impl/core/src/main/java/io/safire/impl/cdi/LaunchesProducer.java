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

/** Producer of the launches and their endpoints. It uses the application's store and handler if they exist. */
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

    /** Returns launches that use the application's store, or an in-memory store if it has none. */
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

    /** Returns endpoints that call the application's handler, if it has one. */
    @Produces
    @ApplicationScoped
    public SmartEndpoints endpoints(SmartLaunches launches) {
        return new LaunchEndpoints(
                clients,
                launches,
                () -> handlers.isUnsatisfied() ? Optional.empty() : Optional.of(handlers.get()),
                this::framers,
                name -> Optional.ofNullable(producer.settings(name).client().redirectUri()));
    }

    /** Returns the frame ancestors of all servers, because an error page without a server can concern any of them. */
    private List<String> framers() {
        return clients.names().stream()
                .flatMap(name -> producer.settings(name).launches().frameAncestors().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
