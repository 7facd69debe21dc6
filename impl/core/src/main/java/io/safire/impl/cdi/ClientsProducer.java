package io.safire.impl.cdi;

import io.safire.SmartClients;
import io.safire.impl.call.ConfiguredClients;
import io.safire.impl.call.Surroundings;
import io.safire.impl.config.ConfiguredServers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the clients of an application, checks them when it starts and closes them when it ends. */
@ApplicationScoped
public class ClientsProducer {

    private final ConfiguredClients clients;
    private final InjectedServers injected;

    /** For the container's proxy. */
    protected ClientsProducer() {
        this(new RepeatableCalls(), new InjectedServers(java.util.Set.of(), false));
    }

    /** Makes the clients, which read their settings at the first use. */
    @Inject
    public ClientsProducer(RepeatableCalls calls, InjectedServers injected) {
        this.injected = injected;
        this.clients = new ConfiguredClients(
                new ConfiguredServers(ConfigProvider.getConfig(), injected.names()),
                transport -> new FaultTolerantCalls(calls, transport),
                new Surroundings(Clock.systemUTC(), new SecureRandom()));
    }

    /** The clients of all configured servers. */
    @Produces
    @ApplicationScoped
    public SmartClients clients() {
        return clients;
    }

    /** Stops the deployment when a setting cannot be used or a name is not configured. */
    void check(@Observes Startup event) {
        clients.check(injected.names(), injected.usesDefault());
    }

    @PreDestroy
    void close() {
        clients.close();
    }
}
