package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import java.io.IOException;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The connector for the HTTP client of the runtime, chosen at the first request. It is the MicroProfile Rest Client,
 * except on Jersey, where it is {@link ApacheHttpConnector}.
 */
final class RuntimeConnector implements HttpConnector {

    private static final String JERSEY_PACKAGE = "org.glassfish.jersey.";

    private final HttpSettings settings;
    private final boolean singleUse;
    private volatile @Nullable HttpConnector connector;

    /**
     * Creates a connector that opens no connection yet.
     *
     * @param singleUse whether each request uses a new connection, so that no request uses a connection that the server
     *     has already closed
     */
    RuntimeConnector(HttpSettings settings, boolean singleUse) {
        this.settings = settings;
        this.singleUse = singleUse;
    }

    @Override
    public InboundResponse exchange(OutboundRequest request) throws IOException {
        HttpConnector current = connector;
        return (current == null ? open() : current).exchange(request);
    }

    @Override
    public synchronized void close() {
        HttpConnector current = connector;
        connector = null;
        if (current != null) {
            current.close();
        }
    }

    private synchronized HttpConnector open() {
        HttpConnector current = connector;
        if (current == null) {
            current = isJersey() ? openApache() : new RestClientConnector(settings, singleUse);
            connector = current;
        }
        return current;
    }

    private static boolean isJersey() {
        return RestClientBuilder.newBuilder()
                .getConfiguration()
                .getClass()
                .getName()
                .startsWith(JERSEY_PACKAGE);
    }

    private HttpConnector openApache() {
        try {
            return new ApacheHttpConnector(settings, singleUse);
        } catch (LinkageError absent) {
            // no cause is set, because the message of the innermost cause becomes the message for the user
            throw new IllegalStateException("Jersey needs Apache HttpClient 5.4 or later (" + absent.getMessage()
                    + " is missing): add org.apache.httpcomponents.client5:httpclient5");
        }
    }
}
