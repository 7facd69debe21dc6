package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
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
    private static ServerSocket taken;
    private static Demonstration demonstration;
    private static SandboxServer ehr;
    private static String application;

    private final Browser browser = new Browser();

    /** Requests the same port three times. It is in use, so the demonstration must choose free ports. */
    @BeforeAll
    static void start() throws Exception {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = taken.getLocalPort();
        Addresses addresses = new Addresses(new Ports(port, port, port).orFree(), false);
        Path target = Path.of(System.getProperty("demo.target"));
        demonstration = Demonstration.start(target, addresses, true, Map.of("SAFIRE_EHR_FRAME_ANCESTORS", EHR_PAGE));
        ehr = SandboxControl.at(addresses.control()).open("sandbox");
        application = addresses.application();
    }

    @AfterAll
    static void stop() throws Exception {
        demonstration.close();
        taken.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
    }

    @Test
    void launchesReadsRunsJobAndSignsOutOnFreePorts() throws Exception {
        assertThat(demonstration.liberty().log()).exists();
        assertThat(Demo.walk(demonstration))
                .anyMatch(line -> line.contains("Tomasz Bielak"))
                .anyMatch(line -> line.contains("Heart rate 72.7 per minute 1 October 2026"))
                .anyMatch(line -> line.contains("5 patients, 25 observations"))
                .anyMatch(line -> line.equals("Servers that are up: ehr; nightly"))
                .anyMatch(line -> line.equals("Signed out: true"));
        assertThat(String.join(" ", Demo.instructions(demonstration)))
                .contains("Open " + demonstration.addresses().launchPage())
                .doesNotContain(":" + taken.getLocalPort());
    }

    @Test
    void endpointsRefuseWhatDoesNotBelongThere() {
        assertThatThrownBy(() -> browser.get(smart("callback?code=a&state=made-up-0000000000000000")))
                .hasMessageContaining("returned 400")
                .hasMessageContaining("SAFIRE-1107")
                .hasMessageNotContaining("/fhir");
        assertThatThrownBy(() -> browser.get(smart("launch?iss=https://attacker.example/r4&launch=a")))
                .hasMessageContaining("returned 400")
                .hasMessageContaining("SAFIRE-0407");
        assertThatThrownBy(() -> browser.get(smart("sign-out"))).hasMessageContaining("returned 405");
        assertThatThrownBy(() -> browser.get(smart("jwks/unknown"))).hasMessageContaining("returned 404");
    }

    @Test
    void launchWithoutEhrIsRefused() {
        for (String path : new String[] {"launch?server=nightly", "launch?server=ehr", "launch/?server=nightly"}) {
            assertThatThrownBy(() -> browser.get(smart(path)))
                    .hasMessageContaining("returned 400")
                    .hasMessageContaining("Growth chart starts from the EHR");
        }
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).isEmpty();
    }

    @Test
    void ehrLaunchNeverUsesClientOfJob() throws Exception {
        launch(browser, context("pat-1"));
        assertThat(ehr.requests(Endpoint.AUTHORIZE))
                .allSatisfy(request -> assertThat(request.uri()).contains("client_id=growth-chart"));
    }

    @Test
    void endpointServesPublicKey() throws Exception {
        assertThat(browser.get(smart("jwks/nightly")))
                .contains("\"kid\":\"nightly-1\"", "\"crv\":\"P-384\"")
                .doesNotContain("\"d\":");
    }

    @Test
    void jobIsForThoseWhoKnowItsSecret() {
        assertThatThrownBy(() -> browser.post(application + "job"))
                .hasMessageContaining("returned 401")
                .hasMessageNotContaining("patients,");
        assertThatThrownBy(() -> browser.post(application + "job", "guessed")).hasMessageContaining("returned 401");
        assertThatThrownBy(() -> browser.get(application + "job")).hasMessageContaining("returned 405");
    }

    @Test
    void failedJobSaysWhy() {
        String secret = demonstration.secrets().job();
        ehr.next(Endpoint.FHIR, Answer.status(403));
        assertThatThrownBy(() -> browser.post(application + "job", secret))
                .hasMessageContaining("returned 502")
                .hasMessageContaining("The job failed. The FHIR server does not allow")
                .hasMessageNotContaining("launch");
        ehr.next(Endpoint.FHIR, Answer.status(500));
        assertThatThrownBy(() -> browser.post(application + "job", secret))
                .hasMessageContaining("returned 502")
                .hasMessageContaining("The job failed. The FHIR server does not respond");
    }

    @Test
    void userLearnsWhatHappenedAndWhatToDo() throws Exception {
        String chart = launch(browser, context("pat-3")).uri().toString();
        problem(chart, "returned 403", "does not allow you", Answer.status(403));
        problem(chart, "returned 502", "does not respond", Answer.status(404));
        problem(chart, "returned 502", "does not respond", Answer.status(500));
        // more responses than Liberty's client sends retries
        Answer[] silence = Stream.generate(Answer::drop).limit(10).toArray(Answer[]::new);
        problem(chart, "returned 502", "does not respond", silence);
        Answer page = Answer.status(200).body("text/html", "<p>Please sign in</p>");
        problem(chart, "returned 502", "does not respond", page);
        Answer noObject = Answer.status(200).body("application/fhir+json", "[");
        problem(chart, "returned 502", "does not respond", noObject);
        assertThat(browser.get(chart)).contains("Amina Osei");
        ehr.forgetAccessTokens();
        problem(chart, "returned 403", "Your sign-in has ended", Answer.normal());
        HttpResponse<String> nobody = launch(new Browser(), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(nobody.statusCode()).isEqualTo(409);
        assertThat(nobody.body()).contains("without a patient");
    }

    @Test
    void sparseAndHostileRecordsAreShown() throws Exception {
        String chart = launch(browser, context("pat-1")).uri().toString();
        Answer hostile = Answer.status(200)
                .body("application/fhir+json", "{\"name\":[{\"family\":\"<script>alert(1)</script>\"}]}");
        Answer sparse = Answer.status(200).body("application/fhir+json", "{\"resourceType\":\"Bundle\"}");
        ehr.next(Endpoint.FHIR, hostile, sparse);
        assertThat(browser.get(chart))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Born <i>missing</i>")
                .doesNotContain("<script");
    }

    @Test
    void secondLaunchLeavesPatientOfFirstTab() throws Exception {
        String first = launch(browser, context("pat-1")).uri().toString();
        HttpResponse<String> second = launch(browser, context("pat-2"));
        assertThat(second.body()).contains("Tomasz Bielak");
        assertThat(second.uri().toString()).isNotEqualTo(first);
        assertThat(browser.get(first)).contains("Nora Lindqvist").doesNotContain("Tomasz Bielak");
        assertThat(browser.get(second.uri().toString())).contains("Tomasz Bielak");
        assertThat(ehr.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void chartOfAnotherSessionIsNotOpen() throws Exception {
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
        assertThat(browser.post(smart("sign-out"))).contains("You are signed out");
        Await.until(Duration.ofMinutes(20), () -> ehr.requests(Endpoint.REVOKE).size() >= 2);
        assertThat(ehr.requests(Endpoint.REVOKE).stream()
                        .map(request -> request.parameter("token"))
                        .distinct())
                .hasSize(2);
        assertNotOpen(browser.response(first));
        assertNotOpen(browser.response(second));
    }

    @Test
    void sessionCookieFitsFrames() throws Exception {
        String cookie = launched("pat-1").previousResponse().orElseThrow().headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("JSESSIONID="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).containsIgnoringCase("; Secure").containsIgnoringCase("; HttpOnly");
        assertThat(cookie).contains("SameSite=None", "Partitioned");
    }

    @Test
    void everyResponseHasSecurityHeaders() throws Exception {
        String chart = launch(browser, context("pat-1")).uri().toString();
        for (String path : new String[] {
            "", "style.css", "unknown", "job", "signed-out", "chart/unknown", "smart/unknown", "smart/launch", "error"
        }) {
            assertHeaders(browser.response(application + path));
        }
        assertHeaders(browser.response(chart));
    }

    @Test
    void errorPageOffersWayBack() throws Exception {
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

    private void problem(String chart, String status, String words, Answer... answers) {
        ehr.next(Endpoint.FHIR, answers);
        assertThatThrownBy(() -> browser.get(chart))
                .hasMessageContaining(status)
                .hasMessageContaining(words);
        ehr.reset();
    }

    private static String smart(String path) {
        return application + "smart/" + path;
    }

    private static JsonObject context(String patient) {
        return Json.createObjectBuilder().add("patient", patient).build();
    }

    private HttpResponse<String> launched(String patient) throws Exception {
        return launch(browser, context(patient));
    }

    private static HttpResponse<String> launch(Browser browser, JsonObject context) throws Exception {
        String iss = URLEncoder.encode(ehr.fhirBase().toString(), StandardCharsets.UTF_8);
        return browser.response(smart("launch?iss=" + iss + "&launch=" + ehr.launch(context)));
    }
}
