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
 * A wrapper around a {@code java.net.http} client that adds access tokens to requests.
 *
 * <pre>{@code
 * BearerHttp fhir = BearerHttp.of(HttpClient.newHttpClient(), BearerTokens.of(nightly));
 * HttpResponse<String> page = fhir.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
 * }</pre>
 */
public final class BearerHttp {

    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    /** The JDK's class for a {@code BodyPublisher} that wraps any {@code Flow.Publisher}. */
    private static final Class<?> ANY_PUBLISHER =
            BodyPublishers.fromPublisher(BodyPublishers.noBody(), 1).getClass();

    private final HttpClient client;
    private final BearerTokens tokens;

    private BearerHttp(HttpClient client, BearerTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /**
     * Wraps an HTTP client.
     *
     * @param client a client that does not follow redirects; otherwise it would send the token to the target of a redirect
     * @param tokens the tokens to send
     * @return the wrapper
     * @throws ValidationException if the client follows redirects
     */
    public static BearerHttp of(HttpClient client, BearerTokens tokens) {
        requireNonNull(tokens, "tokens");
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new ValidationException(
                    tokens.server(),
                    Message.CLIENT_FOLLOWS_REDIRECTS.of(tokens.server(), client.followRedirects()),
                    "followRedirects",
                    "the client would send the token to the target of a redirect");
        }
        return new BearerHttp(client, tokens);
    }

    /**
     * Sends a request, with a token if the address belongs to the server. This method does not replace an
     * {@code Authorization} header that the application has set.
     *
     * <p>After a 401 response, it invalidates the token and sends the request once more. It does not retry a request whose
     * body may be readable only once: the body's length is unknown, or {@code BodyPublishers.fromPublisher} created it. Every
     * other {@code BodyPublisher} with a known length must publish the same bytes again, as its contract requires.
     *
     * @param request the request
     * @param handler the handler for the response body, called for each attempt
     * @param <T> the type of the response body
     * @return the response, which can be a redirect
     * @throws IOException if sending the request or receiving the response fails
     * @throws InterruptedException if the thread is interrupted
     * @throws io.safire.error.SmartException if the client cannot obtain a token
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

    /** Closes an unread body, which would otherwise hold its connection. A body of lines is a {@code Stream}. */
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

    /** Rejects bodies of unknown length, such as streams, and wrapped publishers, whose length the JDK does not verify. */
    private static boolean isRepeatable(BodyPublisher body) {
        return body.contentLength() >= 0 && body.getClass() != ANY_PUBLISHER;
    }
}
