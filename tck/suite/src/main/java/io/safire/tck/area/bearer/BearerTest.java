package io.safire.tck.area.bearer;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.bearer.BearerHttpClient;
import io.safire.bearer.BearerTokens;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.FhirClient;
import io.safire.tck.bearer.JdkFhirClient;
import io.safire.tck.bearer.RestFhirClient;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bearer tokens in requests for FHIR resources: the URLs that receive a token, and the retry after a rejected token. */
@SharedApplication("tokens")
@Tag("bearer")
@ArquillianTest
public class BearerTest {

    /** Lifetime of the tokens of the sandbox, in seconds. */
    private static final int TOKEN_LIFETIME_SECONDS = 300;

    private static final String FORM = "_id=pat-1";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BearerTest.class)
                .withAuthority()
                .with(FhirClient.class, JdkFhirClient.class, RestFhirClient.class, Polling.class)
                .httpsServer("bear-tls", "confidential-asymmetric")
                .set("bear-tls", "trust-store.location", "classpath:sandbox-ca.pem")
                .set("bear-tls", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("bear-tls", "kid", "rsa-1")
                .server("bear-app", "public");
        for (String name : List.of("bear-job", "bear-other", "bear-jdk", "bear-rest")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.set("bear-tls", "scopes", "system/*.rs")
                .server("bear-plain", "public")
                .server("bear-fixed", "public")
                .set("bear-fixed", "authorization-endpoint", "https://as.example/authorize")
                .set("bear-fixed", "token-endpoint", "https://as.example/token")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/93")
    void readsFhirResourceWithUserToken() throws Exception {
        SandboxServer ehr = resetServer("bear-app");
        SmartClient client = clients.client("bear-app");
        AccessToken token = launch(client, ehr).accessToken();
        URI patient = URI.create(ehr.fhirBase() + "/Patient/pat-1");
        Optional<String> authorization = client.resources().authorization(token, patient);
        status(patient, authorization);
        assertThat(ehr.requests(Endpoint.FHIR).get(0).header("authorization")).isEqualTo("Bearer " + token.value());
        assertThat(read(patient, authorization).getString("id")).isEqualTo("pat-1");
        assertThat(status(patient, Optional.empty())).isEqualTo(401);
    }

    @Test
    @Assertion(id = "smart-2.2.0/264")
    void readsFhirResourceWithClientCredentialsToken() throws Exception {
        SandboxServer ehr = resetServer("bear-job");
        SmartClient client = clients.client("bear-job");
        AccessToken token = client.requestToken().accessToken();
        URI search = URI.create(ehr.fhirBase() + "/Observation?patient=pat-1");
        assertThat(read(search, client.resources().authorization(token, search)).getInt("total"))
                .isEqualTo(5);
        assertThat(ehr.requests(Endpoint.FHIR).get(0).header("authorization")).isEqualTo("Bearer " + token.value());
        assertThat(status(search, Optional.empty())).isEqualTo(401);
    }

    /** The library has a token, but the HTTP client of the application does not trust the server's certificate. */
    @Test
    @Assertion(id = "smart-2.2.0/232")
    void readsNothingOverUntrustedCertificate() throws Exception {
        SandboxServer ehr = resetServer("bear-tls");
        BearerTokens tokens = BearerTokens.of(clients.client("bear-tls"));
        HttpRequest read = HttpRequest.newBuilder(URI.create(ehr.fhirBase() + "/Patient/pat-1"))
                .build();
        Throwable outcome = catchThrowable(() -> BearerHttpClient.of(HttpClient.newHttpClient(), tokens)
                .send(read, HttpResponse.BodyHandlers.ofString()));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
        assertThat(outcome).isInstanceOf(SSLException.class);
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(trustOfSandbox()).build();
        assertThat(BearerHttpClient.of(trusting, tokens)
                        .send(read, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static SSLContext trustOfSandbox() throws GeneralSecurityException, IOException {
        byte[] pem = TckContext.sandbox().caCertificatePem().getBytes(UTF_8);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry(
                "sandbox", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void sendsTokenToAssociatedEndpoint() throws Exception {
        SandboxServer ehr = resetServer("bear-app");
        SmartClient client = clients.client("bear-app");
        AccessToken token = launch(client, ehr).accessToken();
        URI image = URI.create(ehr.imagingBase() + "/Patient/pat-1");
        assertThat(status(image, client.resources().authorization(token, image)))
                .isEqualTo(200);
        URI beside = URI.create(ehr.imagingBase() + "-evil/Patient/pat-1");
        assertThat(client.resources().authorization(token, beside)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void withholdsTokenFromAssociatedEndpointWithoutHttps() {
        SandboxServer ehr = resetServer("bear-plain");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "associated_endpoints",
                        SandboxJson.createArrayBuilder()
                                .add(SandboxJson.createObjectBuilder().add("url", "http://plain.hospital.example/r4"))
                                .add(SandboxJson.createObjectBuilder()
                                        .add("url", "https://imaging.hospital.example/r4")))
                .build());
        SmartClient client = clients.client("bear-plain");
        AccessToken token = launch(client, ehr).accessToken();
        assertThat(client.resources().authorization(token, URI.create("http://plain.hospital.example/r4/Patient/1")))
                .isEmpty();
        assertThat(client.resources().authorization(token, URI.create("https://plain.hospital.example/r4/Patient/1")))
                .isEmpty();
        assertThat(client.resources().authorization(token, URI.create("https://imaging.hospital.example/r4/Patient/1")))
                .isPresent();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/98"})
    void withholdsUserTokenFromReferencedForeignServer() throws Exception {
        SandboxServer ehr = resetServer("bear-app");
        SmartClient client = clients.client("bear-app");
        assertNoTokenForForeignReference(ehr, client, launch(client, ehr).accessToken());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/267", "smart-2.2.0/268"})
    void withholdsClientCredentialsTokenFromReferencedForeignServer() throws Exception {
        SandboxServer ehr = resetServer("bear-job");
        SmartClient client = clients.client("bear-job");
        assertNoTokenForForeignReference(ehr, client, client.requestToken().accessToken());
    }

    /** Asserts that a referenced server receives only a token of its own, never the token of the referring server. */
    private void assertNoTokenForForeignReference(SandboxServer ehr, SmartClient client, AccessToken token)
            throws Exception {
        SandboxServer other = resetServer("bear-other");
        String foreign = other.fhirBase() + "/Patient/pat-1";
        ehr.script(
                Endpoint.FHIR,
                ScriptedResponse.normal()
                        .patch(SandboxJson.createObjectBuilder()
                                .add(
                                        "subject",
                                        SandboxJson.createObjectBuilder().add("reference", foreign))
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

        SmartClient owner = clients.forLaunch(other.fhirBase().toString());
        AccessToken own = owner.requestToken().accessToken();
        assertThat(read(reference, owner.resources().authorization(own, reference))
                        .getString("id"))
                .isEqualTo("pat-1");
        assertThat(other.requests(Endpoint.FHIR).stream()
                        .map(RecordedRequest::headers)
                        .flatMap(headers -> headers.values().stream()))
                .noneMatch(values -> values.toString().contains(token.value()));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/97", "smart-2.2.0/267"})
    void withholdsTokenFromLookalikeUrls() {
        SandboxServer ehr = resetServer("bear-app");
        SmartClient client = clients.client("bear-app");
        AccessToken token = launch(client, ehr).accessToken();
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
    void rejectsTokenOfAnotherServer() {
        SandboxServer home = resetServer("bear-app");
        AccessToken token = launch(clients.client("bear-app"), home).accessToken();
        SandboxServer other = resetServer("bear-other");
        assertThatThrownBy(() -> clients.client("bear-other").resources().authorization(token, other.fhirBase()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("bear-app")
                .hasMessageNotContaining(token.value());
    }

    @Test
    void skipsDiscoveryForForeignUrlIfEndpointsAreConfigured() {
        SandboxServer ehr = resetServer("bear-fixed");
        SmartClient client = clients.client("bear-fixed");
        AccessToken token = new AccessToken("bear-fixed", "token-from-store", Instant.MAX, Scopes.none());
        assertThat(client.resources().authorization(token, ehr.fhirBase())).contains("Bearer token-from-store");
        assertThat(client.resources().authorization(token, ehr.imagingBase())).isEmpty();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/98", "smart-2.2.0/264", "smart-2.2.0/267", "smart-2.2.0/268"})
    void sendsTokenOnlyToOwnServer() {
        verifyEachClient((client, tokens, ehr) -> {
            SandboxServer other = resetServer("bear-other");
            String bearer = "Bearer " + tokens.accessToken().value();
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(200);
            assertThat(client.get(patient(ehr.imagingBase())).status()).isEqualTo(200);
            assertThat(client.get(patient(other.fhirBase())).status()).isEqualTo(401);
            assertThat(authorizationHeaders(ehr)).containsExactly(bearer, bearer);
            assertThat(authorizationHeaders(other)).containsExactly("");
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
            assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
        });
    }

    @Test
    void replacesRejectedTokenAndRetriesOnce() {
        verifyEachClient((client, tokens, ehr) -> {
            ehr.discardAccessTokens();
            URI patient = patient(ehr.fhirBase());
            if (!client.retriesRejectedRequests()) {
                assertThat(client.get(patient).status()).isEqualTo(401);
            }
            assertThat(client.get(patient))
                    .matches(response -> response.status() == 200)
                    .matches(response -> response.body().contains("\"pat-1\""));
            assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            assertThat(authorizationHeaders(ehr).get(1))
                    .isEqualTo("Bearer " + tokens.accessToken().value());
        });
    }

    @Test
    void retriesFormAfter401() {
        verifyEachClient((client, tokens, ehr) -> {
            ehr.discardAccessTokens();
            URI search = search(ehr);
            if (!client.retriesRejectedRequests()) {
                assertThat(client.post(search, FORM.getBytes(UTF_8)).status()).isEqualTo(401);
            }
            assertThat(client.post(search, FORM.getBytes(UTF_8)).body()).contains("\"total\":1");
            assertThat(ehr.requests(Endpoint.FHIR).stream().map(request -> request.parameter("_id")))
                    .containsExactly("pat-1", "pat-1");
            assertThat(authorizationHeaders(ehr)).doesNotHaveDuplicates();
        });
    }

    @Test
    void discardsTokenWithoutResendingStreamAfter401() {
        verifyEachClient((client, tokens, ehr) -> {
            ehr.discardAccessTokens();
            URI search = search(ehr);
            assertThat(client.post(search, new ByteArrayInputStream(FORM.getBytes(UTF_8)))
                            .status())
                    .isEqualTo(401);
            assertThat(authorizationHeaders(ehr)).hasSize(1);
            assertThat(client.post(search, new ByteArrayInputStream(FORM.getBytes(UTF_8)))
                            .status())
                    .isEqualTo(200);
            assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
        });
    }

    @Test
    void returnsSecond401() {
        verifyEachClient((client, tokens, ehr) -> {
            ehr.script(Endpoint.FHIR, ScriptedResponse.status(401), ScriptedResponse.status(401));
            if (!client.retriesRejectedRequests()) {
                assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(401);
            }
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(401);
            assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            assertThat("Bearer " + tokens.accessToken().value())
                    .as("a new token is not discarded after a 401")
                    .isEqualTo(authorizationHeaders(ehr).get(1));
        });
    }

    @Test
    void returns403WithoutRetry() {
        verifyEachClient((client, tokens, ehr) -> {
            ehr.script(Endpoint.FHIR, ScriptedResponse.status(403));
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(403);
            assertThat(authorizationHeaders(ehr))
                    .containsExactly("Bearer " + tokens.accessToken().value());
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/97", "smart-2.2.0/267"})
    void followsNoRedirect() {
        verifyEachClient((client, tokens, ehr) -> {
            SandboxServer other = resetServer("bear-other");
            ScriptedResponse away = ScriptedResponse.redirect(patient(other.fhirBase()));
            ehr.script(Endpoint.FHIR, away, away, ScriptedResponse.status(401), away);
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(302);
            assertThat(client.post(search(ehr), FORM.getBytes(UTF_8)).status()).isEqualTo(302);
            if (!client.retriesRejectedRequests()) {
                assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(401);
            }
            assertThat(client.get(patient(ehr.fhirBase())).status()).isEqualTo(302);
            assertThat(authorizationHeaders(ehr)).hasSize(4).allMatch(bearer -> bearer.startsWith("Bearer "));
            assertThat(other.requests(Endpoint.FHIR)).isEmpty();
        });
    }

    /** A verification of one FHIR client. */
    @FunctionalInterface
    private interface FhirClientCheck {
        void verify(FhirClient client, SmartClient tokens, SandboxServer ehr) throws Exception;
    }

    /** Verifies the HTTP client of the JDK and the REST client of the runtime. */
    private void verifyEachClient(FhirClientCheck check) {
        List.of("bear-jdk", "bear-rest").forEach(name -> clients.client(name).accessToken());
        verifyClient(check, "bear-jdk", JdkFhirClient::new);
        verifyClient(check, "bear-rest", RestFhirClient::new);
    }

    /** Waits until the token is older than a second, because the client does not discard a newer token after a 401. */
    private void verifyClient(FhirClientCheck check, String name, Function<SmartClient, FhirClient> factory) {
        SmartClient tokens = clients.client(name);
        Instant expiresAt = tokens.accessToken().expiresAt();
        Polling.until(() -> Instant.now()
                .isAfter(expiresAt.minusSeconds(TOKEN_LIFETIME_SECONDS).plusMillis(1_200)));
        SandboxServer ehr = resetServer(name);
        try (FhirClient client = factory.apply(tokens)) {
            assertThatCode(() -> check.verify(client, tokens, ehr)).as(name).doesNotThrowAnyException();
        }
    }

    private static URI patient(URI base) {
        return URI.create(base + "/Patient/pat-1");
    }

    private static URI search(SandboxServer ehr) {
        return URI.create(ehr.fhirBase() + "/Patient/_search");
    }

    private static List<String> authorizationHeaders(SandboxServer ehr) {
        return ehr.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    private static JsonObject read(URI url, Optional<String> authorization) throws Exception {
        HttpResponse<String> response = send(url, authorization);
        assertThat(response.statusCode()).isEqualTo(200);
        return SandboxJson.createReader(new StringReader(response.body())).readObject();
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
