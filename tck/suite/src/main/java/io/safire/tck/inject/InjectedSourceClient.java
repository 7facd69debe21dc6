package io.safire.tck.inject;

import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A bean with the client of a server that only the server source can return. */
@ApplicationScoped
public class InjectedSourceClient {

    @Inject
    @SmartServer("source-injected")
    SmartClient client;

    /** Returns the injected client. */
    public SmartClient client() {
        return client;
    }
}
