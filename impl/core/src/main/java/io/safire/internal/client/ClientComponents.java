package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.brand.ServerBrands;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import java.util.function.Function;

/** A client, with the components that are still needed after its creation. */
record ClientComponents(
        SmartClient client, ServerSettings settings, ClientKeys keys, ServerBrands brands, HttpTransport transport)
        implements AutoCloseable {

    /** Creates a client without sending a request or opening a connection. */
    static ClientComponents of(
            ServerSettings settings,
            Function<HttpTransport, HttpSender> senders,
            ClientEnvironment environment,
            MixUpDefense authorities) {
        return new SmartClientFactory(settings, senders, environment, authorities).create();
    }

    @Override
    public void close() {
        transport.close();
        brands.close();
    }
}
