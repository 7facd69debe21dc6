package io.safire.quarkus;

import io.safire.SmartClient;
import io.safire.error.NetworkException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;

/** A bean of the built application. It sends a request to an unused port when the application starts. */
@ApplicationScoped
@NullUnmarked // the container sets a field
public class StartupRequest {

    @Inject
    SmartClient client;

    void sendRequest(@Observes Startup event) {
        try {
            client.metadata();
        } catch (NetworkException expected) {
            return;
        }
        throw new IllegalStateException("A server responded");
    }
}
