package io.safire.impl.transport;

import io.safire.error.NetworkException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;

/** Conversion of transport failures into exceptions of the API. */
public final class NetworkFailures {

    private NetworkFailures() {}

    public static NetworkException exception(ServerSettings settings, TransportFailure failure) {
        return exception(settings, failure, Setting.TOKEN_ENDPOINT);
    }

    /**
     * Converts a failure of a request to a configured or discovered endpoint.
     *
     * @param endpoint the setting that overrides the endpoint
     */
    public static NetworkException exception(ServerSettings settings, TransportFailure failure, Setting endpoint) {
        return exception(settings, failure, settings.key(Setting.BASE_URL) + " or " + settings.key(endpoint));
    }

    /**
     * Converts a failure of a request whose URL comes from elsewhere.
     *
     * @param addresses the settings or other sources that determine the URL, for the message
     */
    public static NetworkException exception(ServerSettings settings, TransportFailure failure, String addresses) {
        return exception(settings, failure, addresses, failure.kind().neverSent());
    }

    private static NetworkException exception(
            ServerSettings settings, TransportFailure failure, String addresses, boolean notSent) {
        NetworkException exception =
                new NetworkException(settings.name(), message(settings, failure, addresses), words(failure), notSent);
        exception.initCause(failure);
        return exception;
    }

    /**
     * Converts a failure to load a document that another request needs. The exception reports that the other request
     * was not sent.
     */
    public static NetworkException unreadDocument(ServerSettings settings, TransportFailure failure) {
        return exception(
                settings,
                failure,
                settings.key(Setting.BASE_URL) + " or " + settings.key(Setting.TOKEN_ENDPOINT),
                true);
    }

    /** Returns whether the server is unreachable, so that other callers would wait in vain. */
    public static boolean unreachable(RuntimeException exception) {
        return exception.getCause() instanceof TransportFailure failure
                && failure.kind().unreachable();
    }

    private static String message(ServerSettings settings, TransportFailure failure, String addresses) {
        String server = settings.name();
        String where = HttpTransport.withoutQuery(failure.target());
        String what = failure.description();
        return switch (failure.kind()) {
            case NOT_CONNECTED -> Message.REFUSED_CONNECTION.of(server, what, where, addresses);
            case TLS -> Message.TLS.of(server, what, where, settings.key(Setting.TRUST_STORE_LOCATION));
            case HANDSHAKE_REFUSED, HANDSHAKE_BROKEN -> {
                Message ended =
                        settings.http().keyStore() == null ? Message.HANDSHAKE_ENDED : Message.CERTIFICATE_REFUSED;
                yield ended.of(server, what, where, settings.key(Setting.KEY_STORE_LOCATION));
            }
            case TIMEOUT ->
                Message.TIMEOUT.of(
                        server, what, where, settings.key(Setting.READ_TIMEOUT), settings.key(Setting.CONNECT_TIMEOUT));
            case BROKEN -> Message.NO_ANSWER.of(server, what, where, addresses);
            case BLOCKED_REDIRECT -> Message.BLOCKED_REDIRECT.of(server, what, where, addresses);
            case OTHER_ORIGIN ->
                Message.REDIRECT_ORIGIN.of(server, what, where, addresses, settings.key(Setting.ENDPOINT_HOSTS));
            case TOO_MANY_REDIRECTS -> Message.TOO_MANY_REDIRECTS.of(server, what, where, addresses);
            case LEFT_ALONE ->
                Message.LEFT_ALONE.of(
                        server,
                        what,
                        where,
                        settings.key(Setting.BREAKER_FAILURES),
                        settings.key(Setting.BREAKER_DELAY));
            case FULL -> Message.FULL.of(server, what, where, settings.key(Setting.MAX_CONCURRENT_REQUESTS));
        };
    }

    private static String words(TransportFailure failure) {
        return switch (failure.kind()) {
            case BLOCKED_REDIRECT -> "Blocked redirect to non-HTTPS URL: " + failure.description();
            case OTHER_ORIGIN -> "Blocked redirect to another origin: " + failure.description();
            case TOO_MANY_REDIRECTS -> "Redirected more than " + failure.description() + " times";
            default -> failure.description();
        };
    }
}
