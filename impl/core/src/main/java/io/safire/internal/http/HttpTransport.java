package io.safire.internal.http;

import io.safire.internal.config.GatewayHeaders;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** The transport of one client, which sends its requests over the connections to a server. */
public final class HttpTransport implements AutoCloseable {

    /** The default limit: 1 MiB. */
    public static final int DEFAULT_MAX_BODY_BYTES = StrictJsonReader.MAX_BYTES;

    private static final int MAX_REDIRECTS = 5;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    private final HttpLog log;
    private final UrlPolicy urlPolicy;
    private final GatewayHeaders headers;
    private final HttpConnections connections;
    private final InFlightRequests inFlight;

    /**
     * @param server the name of the server, for the log
     */
    public HttpTransport(String server, HttpSettings settings, UrlPolicy urlPolicy) {
        this(
                new HttpLog(server, settings.userAgent()),
                urlPolicy,
                settings.headers(),
                HttpConnections.create(settings));
    }

    HttpTransport(HttpLog log, UrlPolicy urlPolicy, GatewayHeaders headers, HttpConnections connections) {
        this(log, urlPolicy, headers, connections, connections::close);
    }

    private HttpTransport(
            HttpLog log, UrlPolicy urlPolicy, GatewayHeaders headers, HttpConnections connections, Runnable release) {
        this.log = log;
        this.urlPolicy = urlPolicy;
        this.headers = headers;
        this.connections = connections;
        this.inFlight = new InFlightRequests(release);
    }

    /**
     * @param release the action to run after the last request of the closed transport
     */
    public static HttpTransport sharing(HttpConnections connections, ServerSettings settings, Runnable release) {
        HttpLog log = new HttpLog(settings.name(), settings.http().userAgent());
        return new HttpTransport(
                log, settings.endpoints().urlPolicy(), settings.http().headers(), connections, release);
    }

    /**
     * Sends a request without retrying it. Only a GET request without a credential follows redirects. The target of a
     * redirect must be an https URL, or a permitted http URL of a loopback host. Its origin must be the origin of the
     * request, or {@code endpoint-hosts} must list its host.
     *
     * @throws TransportException if there was no complete response, or a redirect must not be followed
     */
    public InboundResponse send(OutboundRequest request) {
        if (!inFlight.begin()) {
            throw new TransportException(FailureKind.NOT_CONNECTED, "The client is closed", request.target());
        }
        try {
            return sendFollowingRedirects(request);
        } finally {
            inFlight.end();
        }
    }

    private InboundResponse sendFollowingRedirects(OutboundRequest request) {
        OutboundRequest current = request;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            OutboundRequest complete = withGatewayHeaders(current, request.target());
            InboundResponse response = redirects == 0 ? exchange(complete) : exchangeAfterRedirect(complete);
            if (!response.isRedirect()) {
                return response;
            }
            URI next = redirectTarget(response);
            if (!request.followsRedirects()) {
                return response;
            }
            if (!urlPolicy.isRedirectAllowed(request.target(), next)) {
                throw new TransportException(FailureKind.CROSS_ORIGIN_REDIRECT, withoutQuery(next), response.uri());
            }
            current = request.withTarget(next);
        }
        throw new TransportException(FailureKind.TOO_MANY_REDIRECTS, String.valueOf(MAX_REDIRECTS), request.target());
    }

    /** A redirect to another origin does not receive the headers. */
    private OutboundRequest withGatewayHeaders(OutboundRequest request, URI firstTarget) {
        Map<String, String> values = headers.valuesFor(request.target());
        return values.isEmpty() || !Origin.isSame(request.target(), firstTarget)
                ? request
                : request.withGatewayHeaders(values);
    }

    /** Does not wait for requests in progress: the connections are released after the last of these requests. */
    @Override
    public void close() {
        inFlight.close();
    }

    private URI redirectTarget(InboundResponse response) {
        URI next = response.redirectTarget().orElseThrow(() -> unusableRedirect(UrlViolation.MALFORMED, response));
        urlPolicy.violation(next).ifPresent(violation -> {
            if (violation == UrlViolation.HOST_NAME) {
                throw unusableRedirect(violation, response);
            }
            throw new TransportException(kindOfBlockedRedirect(violation), withoutQuery(next), response.uri());
        });
        return next;
    }

    private static TransportException unusableRedirect(UrlViolation violation, InboundResponse response) {
        String location = withoutQuery(response.header("location").orElse(""));
        return new TransportException(
                FailureKind.UNUSABLE_REDIRECT, violation.description() + ": " + location, response.uri());
    }

    private static FailureKind kindOfBlockedRedirect(UrlViolation violation) {
        return switch (violation) {
            case LOOPBACK_HTTP -> FailureKind.LOOPBACK_REDIRECT;
            case USER_NAME -> FailureKind.USER_NAME_REDIRECT;
            default -> FailureKind.BLOCKED_REDIRECT;
        };
    }

    /** Omits query and fragment, and masks the user info, because all three can contain secrets. */
    public static String withoutQuery(URI url) {
        return withoutQuery(url.toString());
    }

    private static String withoutQuery(String url) {
        String address = QUERY.matcher(url).replaceFirst("");
        return LogSanitizer.sanitize(USER_INFO.matcher(address).replaceFirst("//***@"));
    }

    private InboundResponse exchangeAfterRedirect(OutboundRequest request) {
        try {
            return exchange(request);
        } catch (TransportException failure) {
            throw failure.afterSentAttempt();
        }
    }

    private InboundResponse exchange(OutboundRequest request) {
        InboundResponse response = exchangeOnce(request);
        return response.stream() == null && response.mayBeCoded()
                ? ContentCoding.decode(response, request.maxResponseBytes())
                : response;
    }

    private InboundResponse exchangeOnce(OutboundRequest request) {
        return log.logExchange(request, () -> {
            try {
                InboundResponse response = connections.exchange(request);
                if (response.stream() == null && response.body().length <= request.maxResponseBytes()) {
                    requireComplete(response);
                }
                return response;
            } catch (TransportException failure) {
                throw failure;
            } catch (Exception failure) {
                throw ExceptionClassifier.classify(failure, request.target());
            }
        });
    }

    /** Not every HTTP client rejects a body that is shorter than its {@code Content-Length}. */
    private static void requireComplete(InboundResponse response) {
        // Neither 204 nor 304 has a body (RFC 9112, section 6.3). The Content-Length of a 304 response belongs to the
        // omitted representation (RFC 9110, section 8.6).
        boolean bodiless = response.status() == NO_CONTENT || response.status() == NOT_MODIFIED;
        boolean encoded = !response.codings().isEmpty()
                || response.header("transfer-encoding").isPresent();
        String contentLength = response.header("content-length").orElse("");
        if (!bodiless
                && !encoded
                && DIGITS.matcher(contentLength).matches()
                && Long.parseLong(contentLength) > response.body().length) {
            throw new TransportException(FailureKind.CONNECTION_BROKEN, "The response ended early", response.uri());
        }
    }
}
