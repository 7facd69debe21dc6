package io.safire.bearer;

import static java.util.Objects.requireNonNull;

import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.internal.bearer.BearerMessage;
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
 * BearerHttpClient fhir = BearerHttpClient.of(HttpClient.newHttpClient(), BearerTokens.of(nightly));
 * HttpResponse<String> page = fhir.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
 * }</pre>
 */
public final class BearerHttpClient {

    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    /** The JDK's class for a {@code BodyPublisher} that wraps any {@code Flow.Publisher}. */
    private static final Class<?> PUBLISHER_WRAPPER =
            BodyPublishers.fromPublisher(BodyPublishers.noBody(), 1).getClass();

    private final HttpClient client;
    private final BearerTokens tokens;

    private BearerHttpClient(HttpClient client, BearerTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /**
     * Wraps an HTTP client.
     *
     * @param client a client that does not follow redirects. Otherwise, it would send the token to the target of a
     *     redirect
     * @param tokens the source of the tokens to send
     * @return a wrapper that adds the tokens to requests
     * @throws ValidationException if the client follows redirects
     */
    public static BearerHttpClient of(HttpClient client, BearerTokens tokens) {
        requireNonNull(tokens, "tokens");
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new ValidationException(
                    BearerMessage.CLIENT_FOLLOWS_REDIRECTS.format(tokens.serverName(), client.followRedirects()),
                    "followRedirects",
                    "the client would send the token to the target of a redirect");
        }
        return new BearerHttpClient(client, tokens);
    }

    /**
     * Sends a request, with a token if the address belongs to the server. This method does not replace an
     * {@code Authorization} header that the application has set.
     *
     * <p>After a 401 response, this method invalidates the token and sends the request once more. This method does not
     * send the request again if the length of its body is unknown, or if {@code BodyPublishers.fromPublisher} created
     * the body. Every other {@code BodyPublisher} must publish the same bytes again, as its contract requires.
     *
     * @param request the request to send
     * @param handler the handler for the response body, called for each attempt
     * @param <T> the type of the response body
     * @return the response, which can be a redirect
     * @throws IOException if sending the request or receiving the response fails
     * @throws InterruptedException if the thread is interrupted
     * @throws io.safire.error.SmartException if the client cannot obtain a token
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Optional<BearerToken> bearer =
                request.headers().firstValue(AUTHORIZATION).isPresent()
                        ? Optional.empty()
                        : tokens.forRequest(request.uri());
        if (bearer.isEmpty()) {
            return client.send(request, handler);
        }
        HttpResponse<T> first = client.send(withHeaders(request, bearer.get()), handler);
        if (first.statusCode() != UNAUTHORIZED) {
            return first;
        }
        if (!request.bodyPublisher().map(BearerHttpClient::isRepeatable).orElse(true)) {
            bearer.get().invalidate();
            return first;
        }
        Optional<BearerToken> next;
        try {
            next = bearer.get().replaceRejected();
        } catch (SmartException noNewToken) {
            closeBody(first.body());
            throw noNewToken;
        }
        if (next.isEmpty()) {
            return first;
        }
        closeBody(first.body());
        return client.send(withHeaders(request, next.get()), handler);
    }

    /**
     * Closes the body of a response that the caller does not receive, because an unread body would occupy its
     * connection. {@code BodyHandlers.ofLines} produces a {@code Stream}, which is not {@code Closeable}.
     */
    private static void closeBody(@Nullable Object body) throws IOException {
        if (body instanceof Closeable closeable) {
            closeable.close();
        } else if (body instanceof BaseStream<?, ?> lines) {
            lines.close();
        }
    }

    private static HttpRequest withHeaders(HttpRequest request, BearerToken bearer) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request, (name, value) -> true).setHeader(AUTHORIZATION, bearer.header());
        bearer.gatewayHeaders().forEach((name, value) -> {
            if (request.headers().firstValue(name).isEmpty()) {
                builder.setHeader(name, value);
            }
        });
        return builder.build();
    }

    /**
     * Returns false for a body of unknown length, such as a stream. Also returns false for a body that
     * {@code BodyPublishers.fromPublisher} created, because a {@code Flow.Publisher} need not publish the same bytes to
     * each subscriber.
     */
    private static boolean isRepeatable(BodyPublisher body) {
        return body.contentLength() >= 0 && body.getClass() != PUBLISHER_WRAPPER;
    }
}
