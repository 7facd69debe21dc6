package io.safire.internal.cdi;

import io.safire.SmartClients;
import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;

/**
 * The serialized form of an injected client, for example in an HTTP session. Deserialization looks up the client by the
 * name of its server.
 */
record SerializedClient(String name) implements Serializable {

    private Object readResolve() {
        return CDI.current().select(SmartClients.class).get().client(name);
    }
}
