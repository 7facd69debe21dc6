package io.safire.impl.transport;

import io.safire.impl.transport.TransportFailure.Kind;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Tells from the exception of whichever HTTP client the runtime has what became of a request. Where it is not certain that
 * the request never left, it is taken to have left.
 */
final class FailureReader {

    private FailureReader() {}

    static TransportFailure read(Throwable failure, URI target) {
        List<Throwable> chain = chain(failure);
        Throwable tls = null;
        for (Throwable cause : chain) {
            // the innermost tells most: Vert.x puts one around it that only says that there is no connection
            tls = isTls(cause) ? cause : tls;
        }
        if (tls != null) {
            return new TransportFailure(Kind.TLS, words(tls, "TLS handshake failed"), target);
        }
        for (Throwable cause : chain) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new TransportFailure(Kind.NOT_CONNECTED, "Unknown host " + target.getHost(), target);
            }
        }
        for (Throwable cause : chain) {
            if (isConnectTimeout(cause)) {
                return new TransportFailure(Kind.NOT_CONNECTED, "Connection timed out", target);
            }
            if (cause instanceof ConnectException) {
                return new TransportFailure(Kind.NOT_CONNECTED, "Connection refused", target);
            }
            if (cause instanceof NoRouteToHostException) {
                return new TransportFailure(Kind.NOT_CONNECTED, "No route to host", target);
            }
        }
        for (Throwable cause : chain) {
            if (isTimeout(cause)) {
                return new TransportFailure(Kind.TIMEOUT, "Read timed out", target);
            }
        }
        Throwable last = chain.get(chain.size() - 1);
        return new TransportFailure(Kind.BROKEN, words(last, last.getClass().getSimpleName()), target);
    }

    /** The certificate is of nobody who is trusted, or of another host: the request was not sent. */
    private static boolean isTls(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || cause instanceof SSLException
                        && String.valueOf(cause.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("handshake");
    }

    /** The HTTP clients of the runtimes have classes of their own for it, with this word in their names. */
    private static boolean isConnectTimeout(Throwable cause) {
        boolean byName = cause.getClass().getSimpleName().contains("ConnectTimeout");
        boolean byMessage = cause instanceof SocketTimeoutException
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).startsWith("connect");
        boolean whileConnecting = cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("timed out");
        return byName || byMessage || whileConnecting;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof InterruptedIOException
                || cause instanceof TimeoutException
                || cause.getClass().getSimpleName().contains("Timeout");
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && chain.size() < 20) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain;
    }

    private static String words(Throwable cause, String otherwise) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? otherwise : Printable.of(message);
    }
}
