package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.DiagnosedClient;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.http.HttpTransport;
import java.util.Set;

/**
 * A client and the components of the client that are still needed after its creation.
 *
 * @param issuers the canonical URLs that identify the server in an EHR launch
 */
record ClientComponents(
        SmartClient client,
        ServerSettings settings,
        Set<String> issuers,
        ClientKeys keys,
        ClientAuthenticator authenticator,
        SmartMetadataCache metadata,
        DiagnosedClient diagnosed,
        HttpTransport transport)
        implements AutoCloseable {

    BrandBundles.Server brandServer() {
        return new BrandBundles.Server(settings, metadata);
    }

    @Override
    public void close() {
        transport.close();
    }
}
