package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.bearer.FhirClient;
import io.safire.tck.bearer.JdkFhirClient;
import io.safire.tck.bearer.RestFhirClient;
import io.safire.tck.managed.Watch;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Bearer tokens in requests for FHIR resources: the URLs that receive a token, and the retry after a rejected token. */
@Area("tokens")
@ArquillianTest
public class BearerTest {

    /** Lifetime of the tokens of the sandbox, in seconds. */
    private static final int LIFE = 300;

    private static final String FORM = "_id=pat-1";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BearerTest.class)
                .with(FhirClient.class, JdkFhirClient.class, RestFhirClient.class, Watch.class)
                .server("bear-app", "public");
        for (String name : List.of("bear-job", "bear-other", "bear-jdk", "bear-rest")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.server("bear-plain", "public")
                .server("bear-fixed", "public")
                .set("bear-fixed", "authorization-endpoint", "https://as.example/authorize")
                .set("bear-fixed", "token-endpoint", "https://as.example/token")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/93")
    void launchedApplicationReadsWithTheTokenAsBearer() throws Exception {
        SandboxServer ehr = fresh("bear-app");
        SmartClient client = clients.client("bear-app");
        AccessToken token = launched(client, ehr).accessToken();
        URI patient = URI.create(ehr.fhirBase() + "/Patient/pat-1");
        assertThat(read(patient, client.resources().authorization(token, patient)).getString("id"))
                .isEqualTo("pat-1");
        assertThat(ehr.requests(Endpoint.FHIR).get(0).header("authorization")).isEqualTo("Bearer " + token.value());
        assertThat(status(patient, Optional.empty())).isEqualTo(401);
    }

    @Test
    @Assertion(id = "smart-2.2.0/264")
    void backendServiceReadsWithTheTokenAsBearer() throws Exception {
        SandboxServer ehr = fresh("bear-job");
        SmartClient client = clients.client("bear-job");
        AccessToken token = client.requestToken().accessToken();
        URI search = URI.create(ehr.fhirBase() + "/Observation?patient=pat-1");
        assertThat(read(search, client.resources().authorization(token, search)).getInt("total"))
                .isEqualTo(5);
        assertThat(ehr.requests(Endpoint.FHIR).get(0).header("authorization")).isEqualTo("Bearer " + token.value());
        assertThat(status(search, Optional.empty())).isEqualTo(401);
    }

    @Test
    void associatedEndpointGetsTheTokenToo() throws Exception {
        SandboxServer ehr = fresh("bear-app");
        SmartClient client = clients.client("bear-app");
        AccessToken token = launched(client, ehr).accessToken();
        URI image = URI.create(ehr.imagingBase() + "/Patient/pat-1");
        assertThat(status(image, client.resources().authorization(token, image))).isEqualTo(200);
        URI beside = URI.create(ehr.imagingBase() + "-evil/Patient/pat-1");
        assertThat(client.resources().authorization(token, beside)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void associatedEndpointThatIsNotHttpsGetsNoToken() {
        SandboxServer ehr = fresh("bear-plain");
        ehr.patchMetadata(Json.createObjectBuilder()
                .add(
                        "associated_endpoints",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder().add("url", "http://plain.hospital.example/r4"))
                                .add(Json.createObjectBuilder().add("url", "https://imaging.hospital.example/r4")))
                .build());
        SmartClient client = clients.client("bear-plain");
        AccessToken token = launched(client, ehr).accessToken();
        assertThat(client.resources().authorization(token, URI.create("http://plain.hospital.example/r4/Patient/1")))
                .isEmpty();
        assertThat(client.resources().authorization(token, URI.create("https://plain.hospital.example/r4/Patient/1")))
                .isEmpty();
        assertThat(client.resources().authorization(token, URI.create("https://imaging.hospital.example/r4/Patient/1")))
                .isPresent();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/98"})
    void referenceOfALaunchedApplicationToAnotherServerGetsNoToken() throws Exception {
        SandboxServer ehr = fresh("bear-app");
        SmartClient client = clients.client("bear-app");
        foreignReference(ehr, client, launched(client, ehr).accessToken());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/267", "smart-2.2.0/268"})
    void referenceOfABackendServiceToAnotherServerGetsNoToken() throws Exception {
        SandboxServer ehr = fresh("bear-job");
        SmartClient client = clients.client("bear-job");
        foreignReference(ehr, client, client.requestToken().accessToken());
    }

    /** Asserts that a referenced server receives only a token of its own, never the token of the referring server. */
    private void foreignReference(SandboxServer ehr, SmartClient client, AccessToken token) throws Exception {
        SandboxServer other = fresh("bear-other");
        String foreign = other.fhirBase() + "/Patient/pat-1";
        ehr.next(
                Endpoint.FHIR,
                Answer.normal()
                        .patch(Json.createObjectBuilder()
                                .add("subject", Json.createObjectBuilder().add("reference", foreign))
                                .build()));
        URI observation = URI.create(ehr.fhirBase() + "/Observation/obs-1-1");
        JsonObject resource = read(observation, client.resources().authorization(token, observation));
        URI reference = URI.create(resource.getJsonObject("subject").getString("reference"));
        assertThat(reference).hasToString(foreign);

        assertThat(client.resources().authorization(token, reference)).isEmpty();
        assertThat(status(reference, client.resources().authorization(token, reference)))
                .isEqualTo(401);
        assertThat(other.requests(Endpoint.FHIR).stream().map(request -> request.header("authorization")))
                .containsExactly("");

        SmartClient owner = clients.byIssuer(other.fhirBase().toString());
        AccessToken own = owner.requestToken().accessToken();
        assertThat(read(reference, owner.resources().authorization(own, reference)).getString("id"))
                .isEqualTo("pat-1");
        assertThat(other.requests(Endpoint.FHIR).stream()
                        .map(RecordedRequest::headers)
                        .flatMap(headers -> headers.values().stream()))
                .noneMatch(values -> values.toString().contains(token.value()));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/97", "smart-2.2.0/267"})
    void addressThatOnlyLooksLikeTheServerGetsNoToken() {
        SandboxServer ehr = fresh("bear-app");
        SmartClient client = clients.client("bear-app");
        AccessToken token = launched(client, ehr).accessToken();
        String base = ehr.fhirBase().toString();
        String authority = ehr.fhirBase().getAuthority();
        assertThat(client.resources().authorization(token, URI.create(base))).isPresent();
        for (String url : List.of(
                base + "-evil/Patient/pat-1",
                base + "/../evil",
                base + "/..;/evil",
                base + "/%2e%2e/evil",
                base + "/..%2fevil",
                base + "/..%5cevil",
                base + "/%252e%252e/evil",
                base.replace("/fhir", ""),
                base.replace("/fhir", "/FHIR") + "/Patient/pat-1",
                base.replace("http://", "https://") + "/Patient/pat-1",
                base.replace("localhost", "127.0.0.1") + "/Patient/pat-1",
                base.replaceFirst(":\\d+", ":1") + "/Patient/pat-1",
                "http://" + authority + "@attacker.example/fhir/Patient/pat-1",
                "http://user@" + authority + "/fhir/Patient/pat-1",
                "http://fhir.hospital.example/fhir/Patient/pat-1",
                "https://fhir.hospital.example/fhir/Patient/pat-1",
                "Patient/pat-1")) {
            assertThat(client.resources().authorization(token, URI.create(url)))
                    .as(url)
                    .isEmpty();
        }
    }

    @Test
    void tokenOfAnotherServerIsAMistake() {
        SandboxServer home = fresh("bear-app");
        AccessToken token = launched(clients.client("bear-app"), home).accessToken();
        SandboxServer other = fresh("bear-other");
        assertThatThrownBy(() -> clients.client("bear-other").resources().authorization(token, other.fhirBase()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("bear-app")
                .hasMessageNotContaining(token.value());
    }

    @Test
    void serverWithBothEndpointsConfiguredIsNotDiscoveredForAForeignAddress() {
        SandboxServer ehr = fresh("bear-fixed");
        SmartClient client = clients.client("bear-fixed");
        AccessToken token = new AccessToken("bear-fixed", "token-from-store", Instant.MAX, Scopes.none());
        assertThat(client.resources().authorization(token, ehr.fhirBase())).contains("Bearer token-from-store");
        assertThat(client.resources().authorization(token, ehr.imagingBase())).isEmpty();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/98", "smart-2.2.0/264", "smart-2.2.0/267", "smart-2.2.0/268"})
    void fhirClientSendsTheTokenToItsOwnServerOnly() {
        each((client, tokens, ehr) -> {
            SandboxServer other = fresh("bear-other");
            String bearer = "Bearer " + tokens.accessToken().value();
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(200);
            assertThat(client.get(patient(ehr.imagingBase())).status()).isEqualTo(200);
            assertThat(client.get(patient(other.fhirBase())).status()).isEqualTo(401);
            assertThat(bearers(ehr)).containsExactly(bearer, bearer);
            assertThat(bearers(other)).containsExactly("");
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
            assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
        });
    }

    @Test
    void fhirClientRenewsARefusedTokenOnceAndSendsTheRequestOnceMore() {
        each((client, tokens, ehr) -> {
            ehr.forgetAccessTokens();
            URI patient = patient(ehr.fhirBase());
            if (!client.repeats()) {
                assertThat(client.get(patient).status()).isEqualTo(401);
            }
            assertThat(client.get(patient))
                    .matches(answer -> answer.status() == 200)
                    .matches(answer -> answer.body().contains("\"pat-1\""));
            assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            assertThat(bearers(ehr).get(1))
                    .isEqualTo("Bearer " + tokens.accessToken().value());
        });
    }

    @Test
    void fhirClientSendsAFormOnceMore() {
        each((client, tokens, ehr) -> {
            ehr.forgetAccessTokens();
            URI search = search(ehr);
            if (!client.repeats()) {
                assertThat(client.post(search, FORM.getBytes(UTF_8)).status()).isEqualTo(401);
            }
            assertThat(client.post(search, FORM.getBytes(UTF_8)).body()).contains("\"total\":1");
            assertThat(ehr.requests(Endpoint.FHIR).stream().map(request -> request.parameter("_id")))
                    .containsExactly("pat-1", "pat-1");
            assertThat(bearers(ehr)).doesNotHaveDuplicates();
        });
    }

    @Test
    void fhirClientSendsAStreamOnceAndDropsTheToken() {
        each((client, tokens, ehr) -> {
            ehr.forgetAccessTokens();
            URI search = search(ehr);
            assertThat(client.post(search, new ByteArrayInputStream(FORM.getBytes(UTF_8)))
                            .status())
                    .isEqualTo(401);
            assertThat(bearers(ehr)).hasSize(1);
            assertThat(client.post(search, new ByteArrayInputStream(FORM.getBytes(UTF_8)))
                            .status())
                    .isEqualTo(200);
            assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
        });
    }

    @Test
    void fhirClientGivesTheSecondRefusal() {
        each((client, tokens, ehr) -> {
            ehr.next(Endpoint.FHIR, Answer.status(401), Answer.status(401));
            if (!client.repeats()) {
                assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(401);
            }
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(401);
            assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            assertThat("Bearer " + tokens.accessToken().value())
                    .as("a new token is not discarded after a 401")
                    .isEqualTo(bearers(ehr).get(1));
        });
    }

    @Test
    void fhirClientGivesForbiddenAsItIs() {
        each((client, tokens, ehr) -> {
            ehr.next(Endpoint.FHIR, Answer.status(403));
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(403);
            assertThat(bearers(ehr))
                    .containsExactly("Bearer " + tokens.accessToken().value());
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/267"})
    void fhirClientFollowsNoRedirect() {
        each((client, tokens, ehr) -> {
            SandboxServer other = fresh("bear-other");
            Answer away = Answer.redirect(patient(other.fhirBase()));
            ehr.next(Endpoint.FHIR, away, away, Answer.status(401), away);
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(302);
            assertThat(client.post(search(ehr), FORM.getBytes(UTF_8)).status()).isEqualTo(302);
            if (!client.repeats()) {
                assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(401);
            }
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(302);
            assertThat(bearers(ehr)).hasSize(4).allMatch(bearer -> bearer.startsWith("Bearer "));
            assertThat(other.requests(Endpoint.FHIR)).isEmpty();
        });
    }

    /** A verification of one FHIR client. */
    @FunctionalInterface
    private interface Claim {
        void holds(FhirClient client, SmartClient tokens, SandboxServer ehr) throws Exception;
    }

    /** Verifies the HTTP client of the JDK and the REST client of the runtime. */
    private void each(Claim claim) {
        List.of("bear-jdk", "bear-rest").forEach(name -> clients.client(name).accessToken());
        holds(claim, "bear-jdk", JdkFhirClient::new);
        holds(claim, "bear-rest", RestFhirClient::new);
    }

    /** Waits until the token is older than a second: the client does not discard a newer token after a 401. */
    private void holds(Claim claim, String name, Function<SmartClient, FhirClient> maker) {
        SmartClient tokens = clients.client(name);
        Instant end = tokens.accessToken().expiresAt();
        Watch.until(() -> Instant.now().isAfter(end.minusSeconds(LIFE).plusMillis(1_200)));
        SandboxServer ehr = fresh(name);
        try (FhirClient client = maker.apply(tokens)) {
            assertThatCode(() -> claim.holds(client, tokens, ehr)).as(name).doesNotThrowAnyException();
        }
    }

    private static URI patient(URI base) {
        return URI.create(base + "/Patient/pat-1");
    }

    private static URI search(SandboxServer ehr) {
        return URI.create(ehr.fhirBase() + "/Patient/_search");
    }

    private static List<String> bearers(SandboxServer ehr) {
        return ehr.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    private static JsonObject read(URI url, Optional<String> authorization) throws Exception {
        HttpResponse<String> response = send(url, authorization);
        assertThat(response.statusCode()).isEqualTo(200);
        return Json.createReader(new StringReader(response.body())).readObject();
    }

    private static int status(URI url, Optional<String> authorization) throws Exception {
        return send(url, authorization).statusCode();
    }

    private static HttpResponse<String> send(URI url, Optional<String> authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        authorization.ifPresent(header -> request.header("Authorization", header));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
