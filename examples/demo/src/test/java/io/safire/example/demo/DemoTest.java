package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final String EHR_PAGE = "https://ehr.example";
    private static ServerSocket occupiedPort;
    private static RunningDemo demonstration;
    private static SandboxServer ehr;
    private static String application;

    private final Browser browser = new Browser();

    /** Requests the same port three times. It is in use, so the demonstration must choose free ports. */
    @BeforeAll
    static void start() throws Exception {
        occupiedPort = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = occupiedPort.getLocalPort();
        DemoUrls addresses = new DemoUrls(new Ports(port, port, port).orFreePorts(), false);
        Path target = Path.of(System.getProperty("demo.target"));
        demonstration = RunningDemo.start(target, addresses, true, Map.of("SAFIRE_EHR_FRAME_ANCESTORS", EHR_PAGE));
        ehr = SandboxControl.at(addresses.control()).open("sandbox");
        application = addresses.application();
    }

    @AfterAll
    static void stop() throws Exception {
        demonstration.close();
        occupiedPort.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
    }

    @Test
    void runsDemonstrationOnFreePorts() throws Exception {
        assertThat(demonstration.liberty().log()).exists();
        assertThat(Demo.runAutomatically(demonstration))
                .anyMatch(line -> line.contains("Tomasz Bielak"))
                .anyMatch(line -> line.contains("Heart rate 72.7 per minute 1 October 2026"))
                .anyMatch(line -> line.contains("5 patients, 25 observations"))
                .anyMatch(line -> line.equals("Servers that are up: ehr; nightly"))
                .anyMatch(line -> line.equals("Signed out: true"));
        assertThat(String.join(" ", Demo.instructions(demonstration)))
                .contains("Open " + demonstration.urls().launchPage())
                .doesNotContain(":" + occupiedPort.getLocalPort());
    }

    @Test
    void endpointsRejectInvalidRequests() {
        assertThatThrownBy(() -> browser.get(smartUrl("callback?code=a&state=made-up-0000000000000000")))
                .hasMessageContaining("returned 400")
                .hasMessageContaining("SAFIRE-1107")
                .hasMessageNotContaining("/fhir");
        assertThatThrownBy(() -> browser.get(smartUrl("launch?iss=https://attacker.example/r4&launch=a")))
                .hasMessageContaining("returned 400")
                .hasMessageContaining("SAFIRE-0407");
        assertThatThrownBy(() -> browser.get(smartUrl("sign-out"))).hasMessageContaining("returned 405");
        assertThatThrownBy(() -> browser.get(smartUrl("jwks/unknown"))).hasMessageContaining("returned 404");
    }

    @Test
    void rejectsStandaloneLaunch() {
        for (String path : new String[] {"launch?server=nightly", "launch?server=ehr", "launch/?server=nightly"}) {
            assertThatThrownBy(() -> browser.get(smartUrl(path)))
                    .hasMessageContaining("returned 400")
                    .hasMessageContaining("Growth chart starts from the EHR");
        }
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).isEmpty();
    }

    @Test
    void ehrLaunchNeverUsesJobClient() throws Exception {
        launch(browser, context("pat-1"));
        assertThat(ehr.requests(Endpoint.AUTHORIZE))
                .allSatisfy(request -> assertThat(request.uri()).contains("client_id=growth-chart"));
    }

    @Test
    void endpointServesPublicKey() throws Exception {
        assertThat(browser.get(smartUrl("jwks/nightly")))
                .contains("\"kid\":\"nightly-1\"", "\"crv\":\"P-384\"")
                .doesNotContain("\"d\":");
    }

    @Test
    void rejectsJobRequestWithoutSecret() {
        assertThatThrownBy(() -> browser.post(application + "job"))
                .hasMessageContaining("returned 401")
                .hasMessageNotContaining("patients,");
        assertThatThrownBy(() -> browser.post(application + "job", "guessed")).hasMessageContaining("returned 401");
        assertThatThrownBy(() -> browser.get(application + "job")).hasMessageContaining("returned 405");
    }

    @Test
    void reportsCauseOfFailedJob() {
        String secret = demonstration.secrets().job();
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(403));
        assertThatThrownBy(() -> browser.post(application + "job", secret))
                .hasMessageContaining("returned 502")
                .hasMessageContaining("The job failed. The FHIR server does not allow")
                .hasMessageNotContaining("launch");
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(500));
        assertThatThrownBy(() -> browser.post(application + "job", secret))
                .hasMessageContaining("returned 502")
                .hasMessageContaining("The job failed. The FHIR server does not respond");
    }

    @Test
    void showsProblemAndAction() throws Exception {
        String chart = launch(browser, context("pat-3")).uri().toString();
        assertProblem(chart, "returned 403", "does not allow you", ScriptedResponse.status(403));
        assertProblem(chart, "returned 502", "does not respond", ScriptedResponse.status(404));
        assertProblem(chart, "returned 502", "does not respond", ScriptedResponse.status(500));
        // more responses than Liberty's client sends retries
        ScriptedResponse[] dropped =
                Stream.generate(ScriptedResponse::drop).limit(10).toArray(ScriptedResponse[]::new);
        assertProblem(chart, "returned 502", "does not respond", dropped);
        ScriptedResponse page = ScriptedResponse.status(200).body("text/html", "<p>Please sign in</p>");
        assertProblem(chart, "returned 502", "does not respond", page);
        ScriptedResponse noObject = ScriptedResponse.status(200).body("application/fhir+json", "[");
        assertProblem(chart, "returned 502", "does not respond", noObject);
        assertThat(browser.get(chart)).contains("Amina Osei");
        ehr.discardAccessTokens();
        assertProblem(chart, "returned 403", "Your sign-in has ended", ScriptedResponse.normal());
        HttpResponse<String> withoutPatient = launch(new Browser(), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(withoutPatient.statusCode()).isEqualTo(409);
        assertThat(withoutPatient.body()).contains("without a patient");
    }

    @Test
    void showsSparseAndHostileRecords() throws Exception {
        String chart = launch(browser, context("pat-1")).uri().toString();
        ScriptedResponse hostile = ScriptedResponse.status(200)
                .body("application/fhir+json", "{\"name\":[{\"family\":\"<script>alert(1)</script>\"}]}");
        ScriptedResponse sparse =
                ScriptedResponse.status(200).body("application/fhir+json", "{\"resourceType\":\"Bundle\"}");
        ehr.script(Endpoint.FHIR, hostile, sparse);
        assertThat(browser.get(chart))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Born <i>missing</i>")
                .doesNotContain("<script");
    }

    @Test
    void secondLaunchKeepsPatientOfFirstTab() throws Exception {
        String first = launch(browser, context("pat-1")).uri().toString();
        HttpResponse<String> second = launch(browser, context("pat-2"));
        assertThat(second.body()).contains("Tomasz Bielak");
        assertThat(second.uri().toString()).isNotEqualTo(first);
        assertThat(browser.get(first)).contains("Nora Lindqvist").doesNotContain("Tomasz Bielak");
        assertThat(browser.get(second.uri().toString())).contains("Tomasz Bielak");
        assertThat(ehr.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void rejectsChartOfAnotherSession() throws Exception {
        String chart = launch(browser, context("pat-1")).uri().toString();
        Browser other = new Browser();
        assertNotOpen(other.response(chart));
        launch(other, context("pat-2"));
        assertNotOpen(other.response(chart));
        assertNotOpen(browser.response(application + "chart/"));
        assertNotOpen(browser.response(application + "chart"));
    }

    /** Signing out ends the session, and the end of the session revokes the tokens, as it does after a timeout. */
    @Test
    void signOutRevokesTokensOfEveryVisit() throws Exception {
        String first = launch(browser, context("pat-1")).uri().toString();
        String second = launch(browser, context("pat-2")).uri().toString();
        assertThat(browser.post(smartUrl("sign-out"))).contains("You are signed out");
        Await.until(Duration.ofMinutes(20), () -> ehr.requests(Endpoint.REVOKE).size() >= 2);
        assertThat(ehr.requests(Endpoint.REVOKE).stream()
                        .map(request -> request.parameter("token"))
                        .distinct())
                .hasSize(2);
        assertNotOpen(browser.response(first));
        assertNotOpen(browser.response(second));
    }

    @Test
    void setsSessionCookieForFrames() throws Exception {
        String cookie =
                launchPatient("pat-1").previousResponse().orElseThrow().headers().allValues("Set-Cookie").stream()
                        .filter(value -> value.startsWith("JSESSIONID="))
                        .findFirst()
                        .orElseThrow();
        assertThat(cookie).containsIgnoringCase("; Secure").containsIgnoringCase("; HttpOnly");
        assertThat(cookie).contains("SameSite=None", "Partitioned");
    }

    @Test
    void setsSecurityHeadersOnEveryResponse() throws Exception {
        String chart = launch(browser, context("pat-1")).uri().toString();
        for (String path : new String[] {
            "", "style.css", "unknown", "job", "signed-out", "chart/unknown", "smart/unknown", "smart/launch", "error"
        }) {
            assertHeaders(browser.response(application + path));
        }
        assertHeaders(browser.response(chart));
    }

    @Test
    void errorPageLinksToStartPage() throws Exception {
        HttpResponse<String> page = browser.response(application + "no/such/page");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains("There is no page at this address.", "href=\"/clinician/\"", "/clinician/style.css");
    }

    private static void assertHeaders(HttpResponse<String> response) {
        for (String name : new String[] {
            "Cache-Control",
            "Content-Security-Policy",
            "Permissions-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options"
        }) {
            assertThat(response.headers().allValues(name))
                    .as("%s of %s", name, response.uri())
                    .hasSize(1);
        }
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .as("%s", response.uri())
                .contains("default-src 'none'", "frame-ancestors " + EHR_PAGE);
    }

    private static void assertNotOpen(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains("This chart is not open in this browser.")
                .doesNotContain("Nora", "Tomasz");
    }

    private void assertProblem(String chart, String status, String text, ScriptedResponse... responses) {
        ehr.script(Endpoint.FHIR, responses);
        assertThatThrownBy(() -> browser.get(chart))
                .hasMessageContaining(status)
                .hasMessageContaining(text);
        ehr.reset();
    }

    private static String smartUrl(String path) {
        return application + "smart/" + path;
    }

    private static JsonObject context(String patient) {
        return Json.createObjectBuilder().add("patient", patient).build();
    }

    private HttpResponse<String> launchPatient(String patient) throws Exception {
        return launch(browser, context(patient));
    }

    private static HttpResponse<String> launch(Browser browser, JsonObject context) throws Exception {
        String iss = URLEncoder.encode(ehr.fhirBase().toString(), StandardCharsets.UTF_8);
        return browser.response(smartUrl("launch?iss=" + iss + "&launch=" + ehr.startLaunch(context)));
    }
}
