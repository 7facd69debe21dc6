package io.safire.internal.cdi;

import io.safire.SmartClients;
import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.text.BeanClass;
import io.safire.internal.web.DefaultSmartLaunches;
import io.safire.internal.web.LaunchEndpoints;
import io.safire.internal.web.MemoryLaunchStore;
import io.safire.internal.web.SignOutResponder;
import io.safire.spi.LaunchStore;
import io.safire.web.LaunchHandler;
import io.safire.web.SmartEndpoints;
import io.safire.web.SmartLaunches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Producer of the launches and their endpoints. */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class LaunchesProducer {

    @Inject
    ClientsProducer clientsProducer;

    @Inject
    SmartClients clients;

    @Inject
    Instance<LaunchStore> stores;

    @Inject
    Instance<LaunchHandler> handlers;

    private @Nullable LaunchStore ownStore;

    /** Without a store of the application, the launches use an in-memory store. */
    @Produces
    @ApplicationScoped
    public SmartLaunches launches() {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        Optional<LaunchStore> store = ownStore();
        return new DefaultSmartLaunches(
                clients,
                clientsProducer::settings,
                keys(store, random),
                store.orElseGet(() -> new MemoryLaunchStore(clock)),
                clock,
                random,
                clientsProducer.eventPublisher());
    }

    @Produces
    @ApplicationScoped
    public SmartEndpoints endpoints(SmartLaunches launches) {
        return new LaunchEndpoints(
                clients,
                launches,
                () -> handlers.isUnsatisfied() ? Optional.empty() : Optional.of(handlers.get()),
                this::frameAncestors,
                name -> clientsProducer.findSettings(name).map(server -> server.client()
                        .redirectUri()),
                name -> clientsProducer
                        .findSettings(name)
                        .map(server -> server.launches().development())
                        .orElse(false),
                new SignOutResponder(
                        clientsProducer::findSettings, keys(ownStore(), new SecureRandom()), Clock.systemUTC()));
    }

    /** Returns the same store for each call, because a store of the application may have the scope {@code @Dependent}. */
    private synchronized Optional<LaunchStore> ownStore() {
        if (ownStore == null && !stores.isUnsatisfied()) {
            ownStore = stores.get();
        }
        return Optional.ofNullable(ownStore);
    }

    /** Without a store of the application and without {@code store-key}, the cookies use a key of this node. */
    private Function<String, StoreKeys> keys(Optional<LaunchStore> store, SecureRandom random) {
        StoreKey ownKey = StoreKey.random(random);
        return name -> store.map(used -> StoreKeys.required(clientsProducer.settings(name), BeanClass.nameOf(used)))
                .orElseGet(() -> StoreKeys.optional(clientsProducer.settings(name), ownKey));
    }

    /** Returns the CSP sources of all servers, because an error page may belong to no particular server. */
    private List<String> frameAncestors() {
        return clients.names().stream()
                .flatMap(name -> clientsProducer.findSettings(name).stream())
                .flatMap(server -> server.launches().frameAncestors().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
