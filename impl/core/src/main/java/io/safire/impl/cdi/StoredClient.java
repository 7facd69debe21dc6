package io.safire.impl.cdi;

import io.safire.SmartClients;
import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;

/** What an injected client is stored as with a session: its name. Where the session is read, the client of that name takes its place. */
record StoredClient(String name) implements Serializable {

    private Object readResolve() {
        return CDI.current().select(SmartClients.class).get().client(name);
    }
}
