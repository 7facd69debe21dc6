package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.config.GatewayHeaders;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ProxySettings;
import io.safire.internal.config.ResilienceSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.TransportException.FailureKind;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handling of responses independently of the HTTP client of the runtime. */
class HttpTransportTest {

    static final HttpLog LOG = new HttpLog("epic", "Safire-MicroProfile");
    static final HttpSettings SETTINGS = settings(Duration.ofMinutes(1));
    private static final URI TOKEN = URI.create("https://as.example/token");

    private final List<String> calls = new ArrayList<>();
    private Runnable duringRequest = () -> {};
    private Response response = Response.ok().build();
    private boolean failAfterFirstCall;
    private final HttpTransport transport =
            new HttpTransport(LOG, new UrlPolicy(false), GatewayHeaders.NONE, connections());

    /** Returns settings with one timeout for connections and responses. */
    static HttpSettings settings(Duration timeout) {
        return new HttpSettings(
                timeout,
                timeout,
                null,
                null,
                "",
                "Safire-MicroProfile",
                GatewayHeaders.NONE,
                ProxySettings.OF_JVM,
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                new ResilienceSettings(5, Duration.ofSeconds(1), 8),
                null);
    }

    @Test
    void acceptsBodyOfAnnouncedLength() {
        respondWith(200, "Content-Length", "7", "{\"a\":1}");
        assertThat(get().body()).hasSize(7);
    }

    @Test
    void rejectsTruncatedBody() {
        respondWith(200, "Content-Length", "8", "{\"a\":1}");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.CONNECTION_BROKEN))
                .hasMessage("The response ended early");
    }

    @Test
    void rejectsTruncatedBodyWithIdentityCoding() {
        respondWith(200, "Content-Length", "8", "{\"a\":1}", "Content-Encoding", "identity");
        assertThatThrownBy(this::get).hasMessage("The response ended early");
    }

    @Test
    void rejectsMissingBody() {
        respondWith(200, "Content-Length", "5", "");
        assertThatThrownBy(this::get).isInstanceOf(TransportException.class);
    }

    @Test
    void ignoresContentLengthOf304() {
        respondWith(304, "Content-Length", "500", "");
        assertThat(get().status()).isEqualTo(304);
        assertThat(get().body()).isEmpty();
    }

    @Test
    void ignoresContentLengthOf204() {
        respondWith(204, "Content-Length", "500", "");
        assertThat(get().body()).isEmpty();
    }

    @Test
    void ignoresContentLengthOfEncodedBody() {
        respondWith(200, "Content-Encoding", "gzip", "{\"a\":1}", "Content-Length", "90");
        assertThat(get().body()).hasSize(7);
        respondWith(200, "Transfer-Encoding", "chunked", "{\"a\":1}", "Content-Length", "90");
        assertThat(get().body()).hasSize(7);
    }

    @Test
    void ignoresInvalidContentLength() {
        respondWith(200, "Content-Length", "many", "{\"a\":1}");
        assertThat(get().body()).hasSize(7);
    }

    @Test
    void sendsOneTimeRequestsWithSeparateClient() {
        for (boolean repeatable : List.of(true, false, true)) {
            transport.send(OutboundRequest.postForm(TOKEN, repeatable, UnaryOperator.identity()));
        }
        assertThat(calls).containsExactly("pooled opened", "pooled", "single opened", "single", "pooled");
        transport.close();
        assertThat(calls).endsWith("pooled closed", "single closed");
    }

    @Test
    void rejectsRedirectToAnotherOrigin() {
        respondWith(302, "Location", "https://elsewhere.example/token?key=hidden-word", "");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.CROSS_ORIGIN_REDIRECT))
                .hasMessage("https://elsewhere.example/token");
        assertThat(calls).containsExactly("pooled opened", "pooled");
    }

    @ParameterizedTest
    @CsvSource({
        "http://elsewhere.example/a?key=hidden-word,BLOCKED_REDIRECT,http://elsewhere.example/a",
        "http://localhost:8080/a,LOOPBACK_REDIRECT,http://localhost:8080/a",
        "https://user:hidden-word@as.example/a,USER_NAME_REDIRECT,https://***@as.example/a",
        "https://as_1.example/a?key=hidden-word,UNUSABLE_REDIRECT,"
                + "'has a host name that Java does not accept, for example because of an underscore: https://as_1.example/a'",
        "https://as.example/{a}?key=hidden-word,UNUSABLE_REDIRECT,"
                + "'is malformed, for example because it contains a space or a brace: https://as.example/{a}'"
    })
    void namesReasonForBlockedRedirect(String location, FailureKind kind, String description) {
        respondWith(302, "Location", location, "");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind))
                .hasMessage(description);
    }

    @Test
    void reportsRequestAsSentIfConnectionFailsAfterRedirect() {
        respondWith(302, "Location", "https://as.example/next", "");
        failAfterFirstCall = true;
        assertThatThrownBy(this::get).isInstanceOfSatisfying(TransportException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.NOT_CONNECTED);
            assertThat(failure.neverSent()).isFalse();
        });
    }

    @Test
    void closesConnectionsAfterLastRequest() {
        respondWith(200, "Content-Length", "2", "{}");
        duringRequest = () -> {
            duringRequest = () -> {};
            transport.close();
            assertThat(calls).containsExactly("pooled opened", "pooled");
            assertThatThrownBy(this::get)
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(FailureKind.NOT_CONNECTED))
                    .hasMessage("The client is closed");
        };
        assertThat(get().status()).isEqualTo(200);
        transport.close();
        assertThat(calls).containsExactly("pooled opened", "pooled", "pooled closed");
    }

    @Test
    void followsRedirectToListedHost() {
        respondWith(302, "Location", "https://elsewhere.example/token", "");
        HttpTransport listing = new HttpTransport(
                LOG, new UrlPolicy(false, Set.of("elsewhere.example")), GatewayHeaders.NONE, connections());
        assertThatThrownBy(() -> listing.send(OutboundRequest.get(TOKEN, null)))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.TOO_MANY_REDIRECTS));
    }

    private InboundResponse get() {
        return transport.send(OutboundRequest.get(TOKEN, "\"1\""));
    }

    private void respondWith(int status, String name, String value, String body, String... more) {
        // each call to the client returns its own copy of the response
        Response.ResponseBuilder builder = Response.status(status).header(name, value);
        for (int index = 0; index < more.length; index += 2) {
            builder.header(more[index], more[index + 1]);
        }
        response = builder.entity(body.getBytes(UTF_8)).build();
    }

    private Response copyOfResponse() {
        Response.ResponseBuilder copy = Response.fromResponse(response);
        return response.getEntity() instanceof byte[] body
                ? copy.entity(new ByteArrayInputStream(body)).build()
                : copy.build();
    }

    private HttpConnections connections() {
        return new HttpConnections(connector("pooled"), connector("single"), new Semaphore(1));
    }

    private HttpConnector connector(String name) {
        return new RestClientConnector(SETTINGS, () -> client(name));
    }

    private RawHttpApi client(String name) {
        calls.add(name + " opened");
        return (RawHttpApi) Proxy.newProxyInstance(
                HttpTransportTest.class.getClassLoader(),
                new Class<?>[] {RawHttpApi.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        calls.add(name + " closed");
                        return null;
                    }
                    calls.add(name);
                    duringRequest.run();
                    if (failAfterFirstCall && Collections.frequency(calls, name) > 1) {
                        throw new ProcessingException(new ConnectException("refused"));
                    }
                    return copyOfResponse();
                });
    }
}
