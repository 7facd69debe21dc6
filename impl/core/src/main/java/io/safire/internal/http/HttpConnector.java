package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;

/** A connector that sends single requests over its own connections, without retries and redirects. */
interface HttpConnector extends AutoCloseable {

    /**
     * Returns a connector that uses Apache HttpClient on Jersey, the MicroProfile Rest Client on other runtimes, and on
     * all runtimes its own connections through a proxy.
     *
     * @param singleUse true if each request uses a new connection, so that no request uses a connection that the server
     *     has already closed
     */
    static HttpConnector create(HttpSettings settings, boolean singleUse) {
        return new RoutingConnector(
                settings,
                isJersey() ? createForJersey(settings, singleUse) : new RestClientConnector(settings, singleUse));
    }

    /**
     * Closes the connection when the time limit of the request expires.
     *
     * @return the response. If the request is {@link OutboundRequest#streamed()}, a body of a status 200 or 206 is a
     *     stream, whose reads only have the time limit {@code read-timeout}. If its body has one byte more than the limit of the request, the body was truncated
     * @throws Exception any exception of the HTTP client; {@link ExceptionClassifier} classifies this exception
     */
    InboundResponse exchange(OutboundRequest request) throws Exception;

    @Override
    void close();

    private static boolean isJersey() {
        try {
            return RestClientBuilderResolver.instance().getClass().getName().startsWith("org.glassfish.jersey.");
        } catch (IllegalStateException notYetAvailable) {
            // on Quarkus, the implementation is not yet available when the clients are created; this implementation is
            // never Jersey
            return false;
        }
    }

    private static HttpConnector createForJersey(HttpSettings settings, boolean singleUse) {
        try {
            return new ApacheHttpConnector(settings, singleUse);
        } catch (LinkageError absent) {
            // no cause is set, because the message of the innermost cause would become the message for the user
            throw new IllegalStateException("Jersey needs Apache HttpClient 5.4 or later (" + absent.getMessage()
                    + " is missing): add org.apache.httpcomponents.client5:httpclient5");
        }
    }
}
