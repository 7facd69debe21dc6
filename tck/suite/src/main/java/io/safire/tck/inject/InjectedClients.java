package io.safire.tck.inject;

import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;

/** A bean of an application with injected clients. */
@ApplicationScoped
@NullUnmarked // the container sets fields
public class InjectedClients {

    @Inject
    SmartClient unqualified;

    @Inject
    @SmartServer("epic")
    SmartClient epic;

    @Inject
    @SmartServer("two.dots")
    SmartClient dotted;

    /** Returns the client that is injected without a qualifier: the client of the default server. */
    public SmartClient defaultClient() {
        return unqualified;
    }

    /** Returns the client of the server {@code epic}. */
    public SmartClient epic() {
        return epic;
    }

    /** Returns the client of the server {@code two.dots}, whose name contains a dot. */
    public SmartClient dotted() {
        return dotted;
    }
}
