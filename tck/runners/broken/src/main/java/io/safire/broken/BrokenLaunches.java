package io.safire.broken;

import io.safire.internal.cdi.LaunchesProducer;
import io.safire.web.SmartEndpoints;
import io.safire.web.SmartLaunches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import org.jspecify.annotations.NullUnmarked;

/** A producer of launches and endpoints that pass every call through the active {@code Breakage}. */
@Specializes
@ApplicationScoped
@NullUnmarked // the container sets fields
public class BrokenLaunches extends LaunchesProducer {

    @Override
    @Produces
    @ApplicationScoped
    public SmartLaunches launches() {
        return BrokenClients.wrap(SmartLaunches.class, super.launches(), null);
    }

    @Override
    @Produces
    @ApplicationScoped
    public SmartEndpoints endpoints(SmartLaunches launches) {
        return BrokenClients.wrap(SmartEndpoints.class, super.endpoints(launches), null);
    }
}
