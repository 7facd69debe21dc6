package io.safire.tck.inject;

import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;

/** An application's bean with clients in it. */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class InjectedClients {

    @Inject
    SmartClient first;

    @Inject
    @SmartServer("epic")
    SmartClient epic;

    @Inject
    @SmartServer("two.dots")
    SmartClient dotted;

    /**
     * The client without a name.
     *
     * @return the default server's
     */
    public SmartClient byDefault() {
        return first;
    }

    /**
     * A client by name.
     *
     * @return that of epic
     */
    public SmartClient epic() {
        return epic;
    }

    /**
     * A client by a name with dots.
     *
     * @return that of two.dots
     */
    public SmartClient dotted() {
        return dotted;
    }
}
