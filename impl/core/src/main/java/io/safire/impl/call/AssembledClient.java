package io.safire.impl.call;

import io.safire.SmartClient;
import io.safire.impl.brand.ServerBrands;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpTransport;
import java.util.function.Function;

/** A client with those of its components that are needed after its creation. */
record AssembledClient(
        SmartClient client, ServerSettings settings, ClientKeys keys, ServerBrands brands, HttpTransport transport)
        implements AutoCloseable {

    /** Creates a client. Sends no request and opens no connection. */
    static AssembledClient of(
            ServerSettings settings,
            Function<HttpTransport, HttpCalls> calls,
            Surroundings surroundings,
            Authorities authorities) {
        return new Assembly(settings, calls, surroundings, authorities).client();
    }

    @Override
    public void close() {
        transport.close();
        brands.close();
    }
}
