package io.safire.health;

import io.safire.SmartClients;
import io.safire.spi.ServerReadiness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.NullUnmarked;

/**
 * The readiness check {@code safire}. The check covers all servers except those whose setting {@code readiness} is
 * {@code off}.
 */
@Readiness
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class ServerReadinessCheck implements HealthCheck {

    @Inject
    SmartClients clients;

    @Inject
    ServerReadiness readiness;

    @Inject
    LastRequestOutcomes outcomes;

    @Override
    public HealthCheckResponse call() {
        return new ReadinessEvaluator(readiness, outcomes, Clock.systemUTC()).evaluate(clients.names());
    }
}
