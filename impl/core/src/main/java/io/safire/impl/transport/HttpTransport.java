package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.UrlRule;
import io.safire.impl.transport.TransportFailure.Kind;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** The connections to one server. Built at the first request and kept. */
public final class HttpTransport implements AutoCloseable {

    /** No document of this protocol comes near, but for bundles of brands. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int MOST_REDIRECTS = 5;
    private static final int NOT_MODIFIED = 304;
    /** How much longer than others the body of a long answer may take. */
    private static final int LONG_ANSWER = 4;

    private static final String USER_AGENT = "Safire-MicroProfile";
    private static final URI NOWHERE = URI.create("https://safire.invalid");
    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    private final HttpSettings settings;
    private final UrlRule rule;
    private final ServerClock clock;
    private volatile @Nullable Wire wire;

    public HttpTransport(HttpSettings settings, UrlRule rule, ServerClock clock) {
        this.settings = settings;
        this.rule = rule;
        this.clock = clock;
    }

    /**
     * Sends a request once. A GET without a credential follows redirects to https; nothing else does.
     *
     * @throws TransportFailure if no answer came
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
            current = HttpRequest.get(next, request.etag(), request.limit());
        }
        throw new TransportFailure(Kind.TOO_MANY_REDIRECTS, String.valueOf(MOST_REDIRECTS), request.target());
    }

    @Override
    public synchronized void close() {
        Wire open = wire;
        wire = null;
        if (open != null) {
            open.api().close();
        }
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

    /** An address as it may stand in a message: a query can hold a secret, and a user name has a password. */
    public static String withoutQuery(URI url) {
        String address = QUERY.matcher(url.toString()).replaceFirst("");
        return Printable.of(USER.matcher(address).replaceFirst("//***@"));
    }

    private HttpAnswer exchange(HttpRequest request) {
        try {
            Wire open = entered();
            try {
                return exchange(open, request);
            } finally {
                open.leave();
            }
        } catch (TransportFailure failure) {
            throw failure;
        } catch (RuntimeException | IOException failure) {
            throw FailureReader.read(failure, request.target());
        }
    }

    private HttpAnswer exchange(Wire open, HttpRequest request) throws IOException {
        Response response = call(open.api(), request);
        HttpAnswer answer;
        try {
            answer = answer(request, response);
        } catch (RunawayBodyException runaway) {
            abandon(open, response);
            return new HttpAnswer(request.target(), response.getStatus(), Map.of(), runaway.received());
        } catch (RuntimeException | IOException failure) {
            Wire.close(response);
            throw failure;
        }
        Wire.close(response);
        return answer;
    }

    /**
     * Some HTTP clients read a body to its end when it is closed, which for a body without end is never. Closing the
     * client closes its sockets; the next request opens new ones.
     */
    private synchronized void abandon(Wire open, Response endless) {
        if (wire == open) {
            wire = null;
        }
        open.abandon(endless);
    }

    private static Response call(WireApi open, HttpRequest request) {
        String target = request.target().toString();
        @Nullable String authorization = request.authorization();
        return switch (request.method()) {
            case GET -> open.get(target, USER_AGENT, authorization, request.etag());
            case POST_FORM -> open.post(target, USER_AGENT, authorization, request.body());
            case POST_JSON -> open.postJson(target, USER_AGENT, authorization, request.body());
            case PUT_JSON -> open.putJson(target, USER_AGENT, authorization, request.body());
            case DELETE -> open.delete(target, USER_AGENT, authorization);
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
        if (headers.containsKey("date") && !headers.containsKey("age")) {
            // with Age, a cache answered, and the date is that of long ago (RFC 9111 5.1)
            clock.learn(headers.get("date"));
        }
        HttpAnswer head = new HttpAnswer(request.target(), response.getStatus(), Map.copyOf(headers), new byte[0]);
        return new HttpAnswer(head.from(), head.status(), head.headers(), body(request, head, response));
    }

    private byte[] body(HttpRequest request, HttpAnswer head, Response response) throws IOException {
        if (!response.hasEntity()) {
            return new byte[0];
        }
        int times = request.limit() > MOST_BYTES ? LONG_ANSWER : 1;
        byte[] body = BoundedBody.read(
                response.readEntity(InputStream.class), settings.readTimeout().multipliedBy(times), request.limit());
        if (body.length <= request.limit()) {
            requireWhole(head, body.length);
        }
        return body;
    }

    /** Not every HTTP client notices that a body ended before the length that was promised. */
    private static void requireWhole(HttpAnswer head, int received) {
        // with 304, it is the length of what is not sent again (RFC 9110 8.6)
        boolean encoded = head.status() == NOT_MODIFIED
                || head.header("content-encoding").isPresent()
                || head.header("transfer-encoding").isPresent();
        String promised = head.header("content-length").orElse("");
        if (!encoded && DIGITS.matcher(promised).matches() && Long.parseLong(promised) > received) {
            throw new TransportFailure(Kind.BROKEN, "The answer ended early", head.from());
        }
    }

    private Wire entered() {
        while (true) {
            Wire open = wire;
            Wire next = open == null ? opened() : open;
            if (next.enter()) {
                return next;
            }
        }
    }

    private synchronized Wire opened() {
        Wire open = wire;
        if (open == null) {
            open = new Wire(build());
            wire = open;
        }
        return open;
    }

    private WireApi build() {
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(NOWHERE)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(new TargetFilter(settings));
        if (settings.trustStore() != null) {
            builder.trustStore(settings.trustStore());
        }
        if (settings.keyStore() != null) {
            builder.keyStore(settings.keyStore(), String.valueOf(settings.keyStorePassword()));
        }
        return builder.build(WireApi.class);
    }
}
