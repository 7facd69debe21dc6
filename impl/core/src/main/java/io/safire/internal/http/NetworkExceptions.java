package io.safire.internal.http;

import io.safire.diagnosis.Failure;
import io.safire.error.NetworkException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;

/** A converter of transport failures into exceptions of the API. */
public final class NetworkExceptions {

    private NetworkExceptions() {}

    public static NetworkException from(ServerSettings settings, TransportException failure) {
        return from(settings, failure, Setting.TOKEN_ENDPOINT);
    }

    /**
     * Converts a failure of a request to a configured or discovered endpoint.
     *
     * @param endpoint the setting that overrides the endpoint
     */
    public static NetworkException from(ServerSettings settings, TransportException failure, Setting endpoint) {
        return from(settings, failure, settings.key(Setting.BASE_URL) + " or " + settings.key(endpoint));
    }

    /**
     * Converts a failure of a request whose URL comes from another source.
     *
     * @param urlSettings the settings or other sources that determine the URL, for the message
     */
    public static NetworkException from(ServerSettings settings, TransportException failure, String urlSettings) {
        return from(settings, failure, urlSettings, failure.kind().neverSent());
    }

    private static NetworkException from(
            ServerSettings settings, TransportException failure, String urlSettings, boolean notSent) {
        NetworkException exception =
                new NetworkException(message(settings, failure, urlSettings), description(failure), notSent);
        exception.initCause(failure);
        return exception;
    }

    /**
     * Converts a failure to load a document that another request needs. The exception reports that the request that
     * needs the document was not sent.
     */
    public static NetworkException documentNotLoaded(ServerSettings settings, TransportException failure) {
        return from(
                settings,
                failure,
                settings.key(Setting.BASE_URL) + " or " + settings.key(Setting.TOKEN_ENDPOINT),
                true);
    }

    /** Returns whether the server is unreachable, so that other callers would fail too. */
    public static boolean isUnreachable(RuntimeException exception) {
        return exception.getCause() instanceof TransportException failure
                && failure.kind().isUnreachable();
    }

    private static Failure message(ServerSettings settings, TransportException failure, String urlSettings) {
        String server = settings.name();
        String url = HttpTransport.withoutQuery(failure.target());
        String description = failure.description();
        return switch (failure.kind()) {
            case NOT_CONNECTED -> Message.NOT_CONNECTED.format(server, description, url, urlSettings);
            case TLS_FAILURE ->
                Message.TLS.format(server, description, url, settings.key(Setting.TRUST_STORE_LOCATION));
            case HANDSHAKE_REFUSED, HANDSHAKE_ABORTED -> {
                Message handshakeMessage =
                        settings.http().keyStore() == null ? Message.HANDSHAKE_ENDED : Message.CERTIFICATE_REFUSED;
                yield handshakeMessage.format(server, description, url, settings.key(Setting.KEY_STORE_LOCATION));
            }
            case TIMEOUT ->
                Message.TIMEOUT.format(
                        server,
                        description,
                        url,
                        settings.key(Setting.READ_TIMEOUT),
                        settings.key(Setting.CONNECT_TIMEOUT));
            case CONNECTION_BROKEN -> Message.CONNECTION_BROKEN.format(server, description, url, urlSettings);
            case BLOCKED_REDIRECT -> Message.BLOCKED_REDIRECT.format(server, description, url, urlSettings);
            case CROSS_ORIGIN_REDIRECT ->
                Message.REDIRECT_ORIGIN.format(
                        server, description, url, urlSettings, settings.key(Setting.ENDPOINT_HOSTS));
            case TOO_MANY_REDIRECTS -> Message.TOO_MANY_REDIRECTS.format(server, description, url, urlSettings);
            case CIRCUIT_OPEN ->
                Message.CIRCUIT_OPEN.format(
                        server,
                        description,
                        url,
                        settings.key(Setting.BREAKER_FAILURES),
                        settings.key(Setting.BREAKER_DELAY));
            case BULKHEAD_FULL ->
                Message.TOO_MANY_REQUESTS.format(
                        server, description, url, settings.key(Setting.MAX_CONCURRENT_REQUESTS));
        };
    }

    private static String description(TransportException failure) {
        return switch (failure.kind()) {
            case BLOCKED_REDIRECT -> "Blocked redirect to non-HTTPS URL: " + failure.description();
            case CROSS_ORIGIN_REDIRECT -> "Blocked redirect to another origin: " + failure.description();
            case TOO_MANY_REDIRECTS -> "Redirected more than " + failure.description() + " times";
            default -> failure.description();
        };
    }
}
