package io.safire.bearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.NetworkException;
import io.safire.error.ValidationException;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test of the Jakarta REST client and the JDK client against the sandbox. */
class FhirClientsTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static Sandbox sandbox;
    private static SandboxServer ehr;
    private static SandboxServer other;

    private final FakeSmartClient server =
            new FakeSmartClient(ehr.fhirBase(), () -> ehr.issueAccessToken("system/*.rs"));
    private final BearerTokens tokens = BearerTokens.of(server.client());
    private final Client rest =
            new ResteasyClientBuilderImpl().register(BearerFilter.of(tokens)).build();
    private final BearerHttpClient http = BearerHttpClient.of(HttpClient.newHttpClient(), tokens);
    private final URI patient = URI.create(ehr.fhirBase() + "/Patient/pat-1");
    private final URI search = URI.create(ehr.fhirBase() + "/Patient/_search");

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("ehr");
        other = SandboxControl.at(sandbox.control()).open("other");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
        other.reset();
    }

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void restClientSendsToken() {
        assertThat(rest.target(patient).request().get(String.class)).contains("pat-1");
        assertThat(rest.target(patient).request().get(String.class)).contains("pat-1");
        assertThat(authorizationHeaders(ehr)).hasSize(2).allMatch(bearer -> bearer.startsWith("Bearer "));
        assertThat(server.issuedCount).isEqualTo(1);
    }

    @Test
    void restClientReplacesRejectedTokenAndRetriesOnce() {
        rest.target(patient).request().get(String.class);
        ehr.discardAccessTokens();
        try (Response response =
                rest.target(patient).request("application/fhir+json").get()) {
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getHeaderString("WWW-Authenticate")).isNull();
            assertThat(response.getMediaType()).hasToString("application/fhir+json");
            assertThat(response.readEntity(String.class)).contains("pat-1");
        }
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(3);
        assertThat(ehr.requests(Endpoint.FHIR).get(2).header("accept")).isEqualTo("application/fhir+json");
        assertThat(server.issuedCount).isEqualTo(2);
    }

    @Test
    void retriesRequestOfTargetWithFilter() {
        try (Client plain = new ResteasyClientBuilderImpl().build()) {
            WebTarget target = plain.target(patient).register(BearerFilter.of(tokens));
            assertThat(target.request().get(String.class)).contains("pat-1");
            ehr.discardAccessTokens();
            assertThat(target.request().get(String.class)).contains("pat-1");
            try (Response response = plain.target(patient).request().get()) {
                assertThat(response.getStatus()).isEqualTo(401);
            }
        }
        assertThat(authorizationHeaders(ehr)).hasSize(4).last().isEqualTo("");
        assertThat(server.issuedCount).isEqualTo(2);
    }

    @Test
    void restClientSendsGatewayHeadersOnceInEachAttempt() {
        rest.target(patient).request().get(String.class);
        ehr.discardAccessTokens();
        rest.target(patient).request().get(String.class);
        assertThat(gatewayHeaders()).containsExactly("key-1", "key-1", "key-1");
    }

    @Test
    void jdkClientSendsGatewayHeadersOnceInEachAttempt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(patient).build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
        ehr.discardAccessTokens();
        http.send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(gatewayHeaders()).containsExactly("key-1", "key-1", "key-1");
    }

    @Test
    void keepsGatewayHeaderOfApplication() throws Exception {
        rest.target(patient).request().header("X-Gateway-Key", "own").get(String.class);
        http.send(
                HttpRequest.newBuilder(patient).header("X-Gateway-Key", "own").build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(gatewayHeaders()).containsExactly("own", "own");
    }

    private List<String> gatewayHeaders() {
        return ehr.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("x-gateway-key"))
                .toList();
    }

    @Test
    void restClientReturnsSecond401() {
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(401), ScriptedResponse.status(401));
        try (Response response = rest.target(patient).request().get()) {
            assertThat(response.getStatus()).isEqualTo(401);
        }
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(server.invalidated).hasSize(1);
    }

    @Test
    void restClientReturnsFirst401IfBodyIsTooLong() {
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(401).body("text/plain", "x".repeat(200_000)));
        try (Response response = rest.target(patient).request().get()) {
            assertThat(response.getStatus()).isEqualTo(401);
            assertThat(response.readEntity(String.class)).hasSize(200_000);
        }
        assertThat(authorizationHeaders(ehr)).hasSize(1);
        assertThat(server.invalidated).hasSize(1);
    }

    @Test
    void restClientReturns403WithoutRetry() {
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(403));
        try (Response response = rest.target(patient).request().get()) {
            assertThat(response.getStatus()).isEqualTo(403);
        }
        assertThat(authorizationHeaders(ehr)).hasSize(1);
        assertThat(server.invalidated).isEmpty();
    }

    @Test
    void restClientRetriesFormButNotStream() {
        rest.target(patient).request().get(String.class);
        ehr.discardAccessTokens();
        Form form = new Form("_id", "pat-1");
        assertThat(rest.target(search).request().post(Entity.form(form), String.class))
                .contains("\"total\":1");
        ehr.discardAccessTokens();
        ByteArrayInputStream stream = new ByteArrayInputStream("_id=pat-1".getBytes(UTF_8));
        try (Response response = rest.target(search).request().post(Entity.entity(stream, FORM))) {
            assertThat(response.getStatus()).isEqualTo(401);
        }
        assertThat(ehr.requests(Endpoint.FHIR).stream().map(request -> request.parameter("_id")))
                .containsExactly("", "pat-1", "pat-1", "pat-1");
        assertThat(server.invalidated).hasSize(2);
    }

    @Test
    void restClientSendsMultipartOnce() {
        rest.target(patient).request().get(String.class);
        ehr.discardAccessTokens();
        Entity<String> parts = Entity.entity("--x--", "Multipart/Mixed; boundary=x");
        try (Response response = rest.target(search).request().post(parts)) {
            assertThat(response.getStatus()).isEqualTo(401);
        }
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(2);
        assertThat(server.invalidated).hasSize(1);
    }

    @Test
    void restClientSendsTokenOnlyToOwnServer() {
        URI foreignUrl = URI.create(other.fhirBase() + "/Patient/pat-1");
        try (Response response = rest.target(foreignUrl).request().get()) {
            assertThat(response.getStatus()).isEqualTo(401);
        }
        ehr.script(Endpoint.FHIR, ScriptedResponse.redirect(foreignUrl));
        try (Response response = rest.target(patient).request().get()) {
            assertThat(response.getStatus()).isEqualTo(302);
        }
        assertThat(authorizationHeaders(other)).containsExactly("");
        assertThat(authorizationHeaders(ehr)).hasSize(1);
        assertThat(server.invalidated).isEmpty();
    }

    @Test
    void restClientSendsCurrentTokenAtEachInvocation() {
        Invocation request = rest.target(patient).request().buildGet();
        assertThat(request.invoke(String.class)).contains("pat-1");
        ehr.discardAccessTokens();
        assertThat(request.invoke(String.class)).contains("pat-1");
        assertThat(request.invoke(String.class)).contains("pat-1");
        assertThat(server.issuedCount).isEqualTo(2);
        assertThat(authorizationHeaders(ehr)).hasSize(4);
    }

    @Test
    void keepsAuthorizationHeaderOfApplication() throws Exception {
        try (Response response = rest.target(patient)
                .request()
                .header("Authorization", "Bearer of-my-own")
                .get()) {
            assertThat(response.getStatus()).isEqualTo(401);
        }
        HttpRequest own = HttpRequest.newBuilder(patient)
                .header("Authorization", "Bearer of-my-own")
                .build();
        assertThat(http.send(own, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer of-my-own", "Bearer of-my-own");
        assertThat(server.issuedCount).isZero();
    }

    @Test
    void jdkClientReplacesRejectedTokenAndRetriesOnce() throws Exception {
        assertThat(read(patient).statusCode()).isEqualTo(200);
        ehr.discardAccessTokens();
        HttpRequest form = HttpRequest.newBuilder(search)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("_id=pat-1"))
                .build();
        assertThat(http.send(form, BodyHandlers.ofString()).body()).contains("\"total\":1");
        assertThat(server.issuedCount).isEqualTo(2);
        ehr.script(
                Endpoint.FHIR,
                ScriptedResponse.status(401),
                ScriptedResponse.status(401),
                ScriptedResponse.status(403));
        assertThat(read(patient).statusCode()).isEqualTo(401);
        assertThat(server.issuedCount).isEqualTo(3);
        assertThat(read(patient).statusCode()).isEqualTo(403);
        assertThat(server.issuedCount).isEqualTo(3);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(6);
    }

    @Test
    void jdkClientClosesRejectedResponse() throws Exception {
        List<Integer> closed = new ArrayList<>();
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(401));
        HttpRequest request = HttpRequest.newBuilder(patient).build();
        try (Stream<String> page = http.send(request, linesHandler(closed)).body()) {
            assertThat(page.toList()).anyMatch(line -> line.contains("pat-1"));
            assertThat(closed).containsExactly(401);
        }
    }

    @Test
    void jdkClientClosesRejectedResponseWithoutNewToken() {
        Iterator<String> one = List.of(ehr.issueAccessToken("system/*.rs")).iterator();
        FakeSmartClient exhausted = new FakeSmartClient(ehr.fhirBase(), () -> {
            if (!one.hasNext()) {
                throw new NetworkException(Failure.of("SAFIRE-0201", "ehr", Step.TOKEN, "no more tokens"), "none");
            }
            return one.next();
        });
        BearerHttpClient client = BearerHttpClient.of(HttpClient.newHttpClient(), BearerTokens.of(exhausted.client()));
        List<Integer> closed = new ArrayList<>();
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(401));
        HttpRequest request = HttpRequest.newBuilder(patient).build();
        assertThatThrownBy(() -> client.send(request, linesHandler(closed))).isInstanceOf(NetworkException.class);
        assertThat(closed).containsExactly(401);
    }

    @Test
    void jdkClientSendsStreamOnce() throws Exception {
        assertThat(read(patient).statusCode()).isEqualTo(200);
        ehr.discardAccessTokens();
        HttpRequest stream = HttpRequest.newBuilder(search)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("_id=pat-1".getBytes(UTF_8))))
                .build();
        assertThat(http.send(stream, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(server.invalidated).hasSize(1);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(2);
    }

    @Test
    void jdkClientSendsPublisherOfKnownLengthOnce() throws Exception {
        assertThat(read(patient).statusCode()).isEqualTo(200);
        ehr.discardAccessTokens();
        BodyPublisher text = BodyPublishers.ofString("_id=pat-1");
        AtomicInteger subscribers = new AtomicInteger();
        Flow.Publisher<ByteBuffer> oneShot = subscriber -> {
            if (subscribers.incrementAndGet() > 1) {
                throw new IllegalStateException("already read");
            }
            text.subscribe(subscriber);
        };
        HttpRequest request = HttpRequest.newBuilder(search)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.fromPublisher(oneShot, text.contentLength()))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(server.invalidated).hasSize(1);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(2);
    }

    @Test
    void jdkClientRetriesBodiesOfJdkPublishers(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("form"), "_id=pat-1");
        byte[] form = "_id=pat-1".getBytes(UTF_8);
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(form),
                BodyPublishers.ofFile(file),
                BodyPublishers.concat(BodyPublishers.ofByteArray(form), BodyPublishers.noBody()))) {
            ehr.script(Endpoint.FHIR, ScriptedResponse.status(401));
            HttpRequest request = HttpRequest.newBuilder(search)
                    .header("Content-Type", FORM)
                    .POST(body)
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body())
                    .as("%s", body.getClass())
                    .contains("\"total\":1");
        }
    }

    @Test
    void jdkClientSendsTokenOnlyToOwnServer() throws Exception {
        URI foreignUrl = URI.create(other.fhirBase() + "/Patient/pat-1");
        assertThat(read(foreignUrl).statusCode()).isEqualTo(401);
        ehr.script(Endpoint.FHIR, ScriptedResponse.redirect(foreignUrl));
        assertThat(read(patient).statusCode()).isEqualTo(302);
        assertThat(authorizationHeaders(other)).containsExactly("");
        HttpClient redirecting = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> BearerHttpClient.of(redirecting, tokens))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1603 ehr: ");
    }

    /** Returns a body handler that records the status codes of closed responses. */
    private static BodyHandler<Stream<String>> linesHandler(List<Integer> closed) {
        return response -> BodySubscribers.mapping(
                BodySubscribers.ofLines(UTF_8), body -> body.onClose(() -> closed.add(response.statusCode())));
    }

    private HttpResponse<String> read(URI target) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofString());
    }

    private static List<String> authorizationHeaders(SandboxServer server) {
        return server.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }
}
