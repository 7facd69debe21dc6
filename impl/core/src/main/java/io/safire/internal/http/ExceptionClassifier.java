package io.safire.internal.http;

import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.text.LogSanitizer;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A classifier of the exceptions that the HTTP clients of the runtimes throw. The classification shows whether the
 * server may have received the request. In doubt, a request counts as sent.
 */
final class ExceptionClassifier {

    /** The wording with which the JDK and Netty report a closed connection. */
    private static final Pattern CONNECTION_CLOSED = Pattern.compile("terminated the handshake|closed|close_notify");

    /**
     * The start of the message with which Vert.x reports a TLS alert that arrives after the handshake. The message is
     * the only remaining information about the TLS alert.
     */
    private static final Pattern HANDSHAKE_EXCEPTION_PREFIX =
            Pattern.compile("^javax\\.net\\.ssl\\.SSLHandshakeException: ");

    private static final String TLS_FAILED = "TLS handshake failed";

    private ExceptionClassifier() {}

    static TransportException classify(Throwable failure, URI target) {
        if (failure instanceof DeadlineExceededException) {
            return new TransportException(FailureKind.DEADLINE_EXCEEDED, String.valueOf(failure.getMessage()), target);
        }
        List<Throwable> chain = causeChain(failure);
        // the innermost handshake failure is the most specific, because Vert.x wraps it in a connection failure
        return chain.stream()
                .filter(ExceptionClassifier::isHandshakeFailure)
                .reduce((outer, inner) -> inner)
                .map(tls -> handshakeFailure(tls, chain, target))
                .or(() -> notConnected(chain, target))
                .or(() -> interrupted(chain, target))
                .orElseGet(() -> broken(chain.get(chain.size() - 1), target));
    }

    private static TransportException handshakeFailure(Throwable tls, List<Throwable> chain, URI target) {
        FailureKind kind = classifyHandshakeFailure(tls);
        Optional<CertificateFault> fault =
                kind == FailureKind.TLS_FAILURE ? CertificateFault.find(chain) : Optional.empty();
        return new TransportException(
                fault.map(CertificateFault::kind).orElse(kind),
                fault.map(CertificateFault::description).orElseGet(() -> messageOf(tls, TLS_FAILED)),
                target);
    }

    private static Optional<TransportException> notConnected(List<Throwable> chain, URI target) {
        if (chain.stream().anyMatch(ExceptionClassifier::isUnknownHost)) {
            String host = LogSanitizer.sanitize(String.valueOf(target.getHost()));
            return Optional.of(new TransportException(FailureKind.NOT_CONNECTED, "Unknown host " + host, target));
        }
        if (chain.stream().anyMatch(ExceptionClassifier::isConnectTimeout)) {
            return Optional.of(new TransportException(FailureKind.CONNECT_TIMEOUT, "Connection timed out", target));
        }
        return chain.stream()
                .map(ExceptionClassifier::connectFailure)
                .filter(description -> !description.isEmpty())
                .findFirst()
                .map(description -> new TransportException(FailureKind.NOT_CONNECTED, description, target));
    }

    private static Optional<TransportException> interrupted(List<Throwable> chain, URI target) {
        if (chain.stream().anyMatch(ExceptionClassifier::isTimeout)) {
            return Optional.of(new TransportException(FailureKind.READ_TIMEOUT, "Read timed out", target));
        }
        return chain.stream()
                .filter(ExceptionClassifier::isResetDuringHandshake)
                .findFirst()
                .map(reset ->
                        new TransportException(FailureKind.HANDSHAKE_ABORTED, messageOf(reset, TLS_FAILED), target));
    }

    private static TransportException broken(Throwable rootCause, URI target) {
        String description = messageOf(rootCause, rootCause.getClass().getSimpleName());
        return new TransportException(FailureKind.CONNECTION_BROKEN, description, target);
    }

    private static boolean isUnknownHost(Throwable cause) {
        return cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException;
    }

    /** The result is empty if the connection did not fail. */
    private static String connectFailure(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "Connection refused";
        }
        return cause instanceof NoRouteToHostException ? "No route to host" : "";
    }

    private static boolean isHandshakeFailure(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || cause instanceof SSLException && lowerCaseMessage(cause).contains("handshake")
                || HANDSHAKE_EXCEPTION_PREFIX
                        .matcher(String.valueOf(cause.getMessage()))
                        .lookingAt();
    }

    /**
     * In TLS 1.3, the client finishes the handshake and sends its request before the server rejects the client
     * certificate with an alert (RFC 8446, section 4.4.2.4). The JDK reports this alert as a handshake failure too.
     */
    private static FailureKind classifyHandshakeFailure(Throwable tls) {
        String message = lowerCaseMessage(tls);
        if (message.contains("received fatal alert")) {
            return FailureKind.HANDSHAKE_REFUSED;
        }
        boolean connectionClosed = CONNECTION_CLOSED.matcher(message).find()
                || causeChain(tls).stream()
                        .anyMatch(cause -> cause instanceof SocketException
                                || cause instanceof EOFException
                                || cause instanceof ClosedChannelException);
        return connectionClosed ? FailureKind.HANDSHAKE_ABORTED : FailureKind.TLS_FAILURE;
    }

    /**
     * The exception for a reset is not a TLS exception. Only its stack trace shows that the reset occurred during the
     * handshake.
     */
    private static boolean isResetDuringHandshake(Throwable cause) {
        return cause instanceof SocketException
                && Arrays.stream(cause.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("startHandshake"));
    }

    /**
     * The HTTP clients of the runtimes have their own exception classes for a connect timeout. The names of these
     * classes contain {@code ConnectTimeout}.
     */
    private static boolean isConnectTimeout(Throwable cause) {
        boolean byName = cause.getClass().getSimpleName().contains("ConnectTimeout");
        boolean byMessage = cause instanceof SocketTimeoutException
                && lowerCaseMessage(cause).startsWith("connect");
        boolean whileConnecting =
                cause instanceof ConnectException && lowerCaseMessage(cause).contains("timed out");
        return byName || byMessage || whileConnecting;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof InterruptedIOException
                || cause instanceof TimeoutException
                || cause.getClass().getSimpleName().contains("Timeout");
    }

    private static List<Throwable> causeChain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && chain.size() < 20) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain;
    }

    private static String lowerCaseMessage(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static String messageOf(Throwable cause, String fallback) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? fallback
                : LogSanitizer.sanitize(
                        HANDSHAKE_EXCEPTION_PREFIX.matcher(message).replaceFirst(""));
    }
}
