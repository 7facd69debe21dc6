package io.safire.health;

import io.safire.SmartClients;
import io.safire.impl.cdi.ClientsProducer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.NullUnmarked;

/** The readiness check {@code safire}. It covers all servers except those whose setting {@code readiness} is {@code off}. */
@Readiness
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class ServersReadiness implements HealthCheck {

    @Inject
    SmartClients clients;

    @Inject
    ClientsProducer producer;

    @Inject
    LastRequests requests;

    @Override
    public HealthCheckResponse call() {
        return new Assessment(
                        name -> producer.settings(name).readiness(), producer::keyProblem, requests, Clock.systemUTC())
                .of(clients.names());
    }
}
