package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.UrlRule;
import io.safire.impl.transport.TransportFailure.Kind;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connections to one server, opened at the first request and then reused. Requests that must not be sent twice
 * use a new connection each: if the server or a firewall has closed a reused connection, the client cannot tell whether
 * the request arrived.
 */
public final class HttpTransport implements AutoCloseable {

    /** The default limit for response bodies in bytes: 1 MiB. Only brand bundles are larger. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int MOST_REDIRECTS = 5;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    /** Factor by which the timeout grows for a response body whose limit exceeds {@link #MOST_BYTES}. */
    private static final int LONG_ANSWER = 4;

    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    private final HttpSettings settings;
    private final UrlRule rule;
    private final Wires keeping;
    private final Wires single;
    private final Runnable ending;

    public HttpTransport(HttpSettings settings, UrlRule rule) {
        this(settings, rule, RuntimeClient.keeping(settings), RuntimeClient.single(settings));
    }

    private HttpTransport(HttpSettings settings, UrlRule rule, RuntimeClient keeping, RuntimeClient single) {
        this(settings, rule, keeping::open, single::open, () -> {
            keeping.close();
            single.close();
        });
    }

    /**
     * Creates a transport.
     *
     * @param keeping creates a client that reuses its connections
     * @param single creates a client that opens a connection for each request
     * @param ending closes resources that the clients leave open
     */
    HttpTransport(
            HttpSettings settings, UrlRule rule, Supplier<WireApi> keeping, Supplier<WireApi> single, Runnable ending) {
        this.settings = settings;
        this.rule = rule;
        this.keeping = new Wires(keeping);
        this.single = new Wires(single);
        this.ending = ending;
    }

    /**
     * Sends a request without retrying it. Only a GET request without a credential follows redirects, and only to https
     * URLs on the same origin or on hosts of {@code endpoint-hosts}.
     *
     * @throws TransportFailure if there was no complete response, or a redirect must not be followed
     */
    public HttpAnswer send(HttpRequest request) {
        HttpRequest current = request;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpAnswer answer = exchange(current);
            if (!answer.isRedirect()) {
                return answer;
            }
            URI next = next(answer);
            if (!request.followsRedirects()) {
                return answer;
            }
            if (!rule.allowsRedirect(request.target(), next)) {
                throw new TransportFailure(Kind.OTHER_ORIGIN, withoutQuery(next), answer.from());
            }
            current = HttpRequest.get(next, request.etag(), request.limit());
        }
        throw new TransportFailure(Kind.TOO_MANY_REDIRECTS, String.valueOf(MOST_REDIRECTS), request.target());
    }

    @Override
    public void close() {
        keeping.close();
        single.close();
        ending.run();
    }

    private URI next(HttpAnswer answer) {
        String location = answer.header("location").orElse("");
        URI next;
        try {
            next = answer.from().resolve(location);
        } catch (IllegalArgumentException notAnAddress) {
            throw new TransportFailure(Kind.BLOCKED_REDIRECT, "not a URL", answer.from());
        }
        if (!rule.allows(next)) {
            throw new TransportFailure(Kind.BLOCKED_REDIRECT, withoutQuery(next), answer.from());
        }
        return next;
    }

    /**
     * Returns a URL that is safe to log, because query, fragment and user info can contain secrets: it omits query and
     * fragment and masks the user info.
     */
    public static String withoutQuery(URI url) {
        String address = QUERY.matcher(url.toString()).replaceFirst("");
        return Printable.of(USER.matcher(address).replaceFirst("//***@"));
    }

    private HttpAnswer exchange(HttpRequest request) {
        Wires wires = request.ownConnection() ? single : keeping;
        try {
            return withinLimit(wires, wires.entered(), request);
        } catch (TransportFailure failure) {
            throw failure;
        } catch (RuntimeException | IOException failure) {
            throw FailureReader.read(failure, request.target());
        }
    }

    private HttpAnswer withinLimit(Wires wires, Wire open, HttpRequest request) throws IOException {
        Deadline deadline = new Deadline(longest(settings, request.limit()), () -> wires.expire(open));
        try {
            return deadline.run(() -> exchange(wires, open, request));
        } finally {
            if (deadline.end()) {
                open.leave();
            }
        }
    }

    /** Returns the time limit for a request whose response body has at most {@code limit} bytes. */
    static Duration longest(HttpSettings settings, int limit) {
        return settings.connectTimeout().plus(settings.readTimeout()).plus(bodyTime(settings, limit));
    }

    /** Returns the time limit for a response body of at most {@code limit} bytes. */
    static Duration bodyTime(HttpSettings settings, int limit) {
        return settings.readTimeout().multipliedBy(limit > MOST_BYTES ? LONG_ANSWER : 1);
    }

    private HttpAnswer exchange(Wires wires, Wire open, HttpRequest request) throws IOException {
        Response response = call(open.api(), request);
        HttpAnswer answer;
        try {
            answer = answer(request, response);
        } catch (RunawayBodyException runaway) {
            wires.abandon(open, response);
            return new HttpAnswer(request.target(), response.getStatus(), Map.of(), runaway.received());
        } catch (RuntimeException | IOException failure) {
            Wire.close(response);
            throw failure;
        }
        Wire.close(response);
        return answer;
    }

    private static Response call(WireApi open, HttpRequest request) {
        String target = request.target().toString();
        @Nullable String authorization = request.authorization();
        return switch (request.method()) {
            case GET -> open.get(target, String.valueOf(request.limit()), authorization, request.etag());
            case POST_FORM -> open.post(target, authorization, request.body());
            case POST_JSON -> open.postJson(target, authorization, request.body());
            case PUT_JSON -> open.putJson(target, authorization, request.body());
            case DELETE -> open.delete(target, authorization);
        };
    }

    private HttpAnswer answer(HttpRequest request, Response response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> header :
                response.getStringHeaders().entrySet()) {
            if (!header.getValue().isEmpty() && header.getValue().get(0) != null) {
                headers.putIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().get(0));
            }
        }
        HttpAnswer head = new HttpAnswer(request.target(), response.getStatus(), Map.copyOf(headers), new byte[0]);
        return new HttpAnswer(head.from(), head.status(), head.headers(), body(request, head, response));
    }

    private byte[] body(HttpRequest request, HttpAnswer head, Response response) throws IOException {
        if (!response.hasEntity()) {
            return new byte[0];
        }
        byte[] body = BoundedBody.read(
                response.readEntity(InputStream.class), bodyTime(settings, request.limit()), request.limit());
        if (body.length <= request.limit()) {
            requireWhole(head, body.length);
        }
        return body;
    }

    /** Rejects a body that is shorter than its {@code Content-Length}, which not every HTTP client does. */
    private static void requireWhole(HttpAnswer head, int received) {
        // a 304 response has the length of the representation that it omits; neither 204 nor 304 has a body (RFC 9110,
        // section 8.6; RFC 9112, section 6.3)
        boolean bare = head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
        boolean encoded = head.header("content-encoding").isPresent()
                || head.header("transfer-encoding").isPresent();
        String promised = head.header("content-length").orElse("");
        if (!bare && !encoded && DIGITS.matcher(promised).matches() && Long.parseLong(promised) > received) {
            throw new TransportFailure(Kind.BROKEN, "The response ended early", head.from());
        }
    }
}
