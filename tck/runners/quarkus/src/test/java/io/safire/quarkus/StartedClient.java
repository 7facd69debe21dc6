package io.safire.quarkus;

import io.safire.SmartClient;
import io.safire.error.NetworkException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;

/** The bean of the application that is built: it sends a request that no server receives. */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class StartedClient {

    @Inject
    SmartClient client;

    void request(@Observes Startup event) {
        try {
            client.metadata();
        } catch (NetworkException expected) {
            return;
        }
        throw new IllegalStateException("a server responded");
    }
}
