package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.Protection;
import io.safire.impl.config.UrlRule;
import io.safire.impl.transport.TransportFailure.Kind;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Handling of responses independently of the HTTP client of the runtime. */
class HttpTransportTest {

    static final HttpSettings SETTINGS = settings(Duration.ofMinutes(1));
    private static final URI TOKEN = URI.create("https://as.example/token");

    private final List<String> calls = new ArrayList<>();
    private Response answer = Response.ok().build();
    private final HttpTransport transport = new HttpTransport(
            SETTINGS,
            new UrlRule(false),
            () -> client("keeping"),
            () -> client("single"),
            () -> calls.add("all closed"));

    /** Returns settings with one timeout for connections and responses. */
    static HttpSettings settings(Duration timeout) {
        return new HttpSettings(
                timeout,
                timeout,
                null,
                null,
                "",
                HttpTransport.MOST_BYTES,
                new Protection(5, Duration.ofSeconds(1), 8));
    }

    @Test
    void answerThatIsAsLongAsItSaysIsWhole() {
        answers(200, "Content-Length", "7", "{\"a\":1}");
        assertThat(get().body()).hasSize(7);
    }

    @Test
    void answerThatIsShorterThanItSaysIsNone() {
        answers(200, "Content-Length", "8", "{\"a\":1}");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(TransportFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.BROKEN))
                .hasMessage("The response ended early");
    }

    @Test
    void answerThatLacksItsBodyIsNone() {
        answers(200, "Content-Length", "5", "");
        assertThatThrownBy(this::get).isInstanceOf(TransportFailure.class);
    }

    @Test
    void notModifiedHasTheLengthOfWhatIsNotSentAgain() {
        answers(304, "Content-Length", "500", "");
        assertThat(get().status()).isEqualTo(304);
        assertThat(get().body()).isEmpty();
    }

    @Test
    void noContentHasNoneWhateverItsLengthSays() {
        answers(204, "Content-Length", "500", "");
        assertThat(get().body()).isEmpty();
    }

    @Test
    void lengthIsThatOfWhatWasEncoded() {
        answers(200, "Content-Encoding", "gzip", "{\"a\":1}", "Content-Length", "90");
        assertThat(get().body()).hasSize(7);
        answers(200, "Transfer-Encoding", "chunked", "{\"a\":1}", "Content-Length", "90");
        assertThat(get().body()).hasSize(7);
    }

    @Test
    void lengthThatIsNoNumberSaysNothing() {
        answers(200, "Content-Length", "many", "{\"a\":1}");
        assertThat(get().body()).hasSize(7);
    }

    @Test
    void whatIsSentOnceHasAClientOfItsOwn() {
        HttpRequest refresh = HttpRequest.post(TOKEN, null, "grant_type=refresh_token");
        transport.send(refresh);
        transport.send(refresh.overOwnConnection());
        transport.send(refresh);
        assertThat(calls).containsExactly("keeping opened", "keeping", "single opened", "single", "keeping");
        transport.close();
        assertThat(calls).endsWith("keeping closed", "single closed", "all closed");
    }

    @Test
    void redirectToAnotherOriginIsNotFollowed() {
        answers(302, "Location", "https://elsewhere.example/token?key=hidden-word", "");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(TransportFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.OTHER_ORIGIN))
                .hasMessage("https://elsewhere.example/token");
        assertThat(calls).containsExactly("keeping opened", "keeping");
    }

    @Test
    void redirectToListedHostIsFollowed() {
        answers(302, "Location", "https://elsewhere.example/token", "");
        HttpTransport listing = new HttpTransport(
                SETTINGS,
                new UrlRule(false, Set.of("elsewhere.example")),
                () -> client("keeping"),
                () -> client("single"),
                () -> {});
        assertThatThrownBy(() -> listing.send(HttpRequest.get(TOKEN, null)))
                .isInstanceOfSatisfying(TransportFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.TOO_MANY_REDIRECTS));
    }

    private HttpAnswer get() {
        return transport.send(HttpRequest.get(TOKEN, "\"1\""));
    }

    private void answers(int status, String name, String value, String body, String... more) {
        // each call to the client returns its own copy of the response
        Response.ResponseBuilder builder = Response.status(status).header(name, value);
        for (int index = 0; index < more.length; index += 2) {
            builder.header(more[index], more[index + 1]);
        }
        answer = builder.entity(body.getBytes(UTF_8)).build();
    }

    private Response received() {
        Response.ResponseBuilder copy = Response.fromResponse(answer);
        return answer.getEntity() instanceof byte[] body
                ? copy.entity(new ByteArrayInputStream(body)).build()
                : copy.build();
    }

    private WireApi client(String name) {
        calls.add(name + " opened");
        return (WireApi) Proxy.newProxyInstance(
                HttpTransportTest.class.getClassLoader(),
                new Class<?>[] {WireApi.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        calls.add(name + " closed");
                        return null;
                    }
                    calls.add(name);
                    return received();
                });
    }
}
