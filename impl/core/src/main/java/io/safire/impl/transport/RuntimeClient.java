package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** The MicroProfile Rest Client of the runtime. Each has connections that no other one takes. */
final class RuntimeClient {

    private static final URI NOWHERE = URI.create("https://safire.invalid");

    private RuntimeClient() {}

    /** One that keeps its connections for the requests that follow. */
    static WireApi keeping(HttpSettings settings) {
        return build(settings, new TargetFilter(new DirectRequests(settings), false, new TlsContext(settings).own()));
    }

    /** One that opens a connection for each request, so that none goes over one that the server has closed already. */
    static WireApi single(HttpSettings settings) {
        return build(settings, new TargetFilter(new OwnConnection(settings), true, new TlsContext(settings).own()));
    }

    private static WireApi build(HttpSettings settings, TargetFilter filter) {
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(NOWHERE)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(filter);
        if (settings.trustStore() != null) {
            builder.trustStore(settings.trustStore());
        }
        if (settings.keyStore() != null) {
            builder.keyStore(settings.keyStore(), settings.keyStorePassword());
        }
        return builder.build(WireApi.class);
    }
}
