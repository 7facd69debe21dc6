package io.safire.minimal;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;

/** An extension that adds the bean of {@link SmartClients}, and a bean for each injected {@link SmartClient}. */
public class MinimalExtension implements Extension {

    private final Set<Annotation> qualifiers = new HashSet<>();
    private final MinimalClients clients = new MinimalClients();

    void collect(@Observes ProcessInjectionPoint<?, SmartClient> point) {
        qualifiers.addAll(point.getInjectionPoint().getQualifiers());
    }

    void addBeans(@Observes AfterBeanDiscovery discovery) {
        discovery
                .<SmartClients>addBean()
                .addType(SmartClients.class)
                .scope(ApplicationScoped.class)
                .createWith(context -> clients);
        for (Annotation qualifier : qualifiers) {
            discovery
                    .<SmartClient>addBean()
                    .addType(SmartClient.class)
                    .addQualifier(qualifier)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> qualifier instanceof SmartServer server
                            ? clients.client(server.value())
                            : clients.client());
        }
    }
}
