package io.safire.bearer;

import static java.util.Objects.requireNonNull;

import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Optional;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends tokens along with the requests of a {@code java.net.http} client.
 *
 * <pre>{@code
 * BearerHttp fhir = BearerHttp.of(HttpClient.newHttpClient(), BearerTokens.of(nightly));
 * HttpResponse<String> page = fhir.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
 * }</pre>
 */
public final class BearerHttp {

    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    /** What the JDK makes of a {@code Flow.Publisher}. */
    private static final Class<?> ANY_PUBLISHER =
            BodyPublishers.fromPublisher(BodyPublishers.noBody(), 1).getClass();

    private final HttpClient client;
    private final BearerTokens tokens;

    private BearerHttp(HttpClient client, BearerTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /**
     * Takes a client.
     *
     * @param client a client that follows no redirects: it would repeat the token to whomever it is redirected to
     * @param tokens the tokens to send
     * @return what sends
     * @throws ValidationException if the client follows redirects
     */
    public static BearerHttp of(HttpClient client, BearerTokens tokens) {
        requireNonNull(tokens, "tokens");
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new ValidationException(
                    tokens.server(),
                    Message.CLIENT_FOLLOWS_REDIRECTS.of(tokens.server(), client.followRedirects()),
                    "followRedirects",
                    "a token would go along");
        }
        return new BearerHttp(client, tokens);
    }

    /**
     * Sends a request, with a token if its address is one of the server. One that has an {@code Authorization} header keeps
     * it. After a 401 the token is dropped and the request sent once more, unless its body may be one that can be read once:
     * if its length is not known, or it was made by {@code BodyPublishers.fromPublisher}. What else has a length, such as an
     * application's own {@code BodyPublisher}, is expected to give the same bytes again, as its contract says.
     *
     * @param request the request
     * @param handler what reads the body of the answer; it is asked for each attempt
     * @param <T> what the handler makes of the body
     * @return the answer; a redirect is one
     * @throws IOException if no answer came
     * @throws InterruptedException if the thread was interrupted
     * @throws io.safire.error.SmartException if there is no token to send
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Optional<Bearer> bearer = request.headers().firstValue(AUTHORIZATION).isPresent()
                ? Optional.empty()
                : tokens.forRequest(request.uri());
        if (bearer.isEmpty()) {
            return client.send(request, handler);
        }
        HttpResponse<T> first = client.send(with(request, bearer.get()), handler);
        if (first.statusCode() != UNAUTHORIZED) {
            return first;
        }
        if (!request.bodyPublisher().map(BearerHttp::isRepeatable).orElse(true)) {
            bearer.get().drop();
            return first;
        }
        Optional<Bearer> next;
        try {
            next = bearer.get().afterRefusal();
        } catch (SmartException noOther) {
            letGo(first.body());
            throw noOther;
        }
        if (next.isEmpty()) {
            return first;
        }
        letGo(first.body());
        return client.send(with(request, next.get()), handler);
    }

    /** A body that nobody reads to its end keeps its connection; lines are a stream. */
    private static void letGo(@Nullable Object body) throws IOException {
        if (body instanceof Closeable open) {
            open.close();
        } else if (body instanceof BaseStream<?, ?> lines) {
            lines.close();
        }
    }

    private static HttpRequest with(HttpRequest request, Bearer bearer) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader(AUTHORIZATION, bearer.header())
                .build();
    }

    /** Streams have no length; of somebody's publisher, the JDK takes any length that it is told. */
    private static boolean isRepeatable(BodyPublisher body) {
        return body.contentLength() >= 0 && body.getClass() != ANY_PUBLISHER;
    }
}
