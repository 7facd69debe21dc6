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
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final String APPLICATION = "http://localhost:9280/clinician/";
    private static final String SMART = APPLICATION + "smart/";

    @Test
    void launchesReadsRunsTheJobAndSignsOut() throws Exception {
        Path target = Path.of(System.getProperty("demo.target"));
        Secrets secrets = Secrets.random();
        try (LibertyServer liberty = Demo.start(target, true, secrets)) {
            assertThat(liberty.log()).exists();
            assertThat(Demo.walk(secrets))
                    .anyMatch(line -> line.contains("Tomasz Bielak"))
                    .anyMatch(line -> line.contains("Heart rate 72.7 /min"))
                    .anyMatch(line -> line.contains("5 patients, 25 observations"))
                    .anyMatch(line -> line.equals("Servers that are up: ehr; nightly"))
                    .anyMatch(line -> line.equals("Signed out: true"));
            endpointsRefuseWhatDoesNotBelongThere();
            endpointServesThePublicKey();
            jobIsForThoseWhoKnowItsSecret();
            SandboxServer ehr =
                    SandboxControl.at(URI.create("http://localhost:9181")).open("sandbox");
            failedJobSaysWhy(ehr, secrets);
            userLearnsWhatHappenedAndWhatToDo(ehr);
            sparseAndHostileRecordsAreShown(ehr);
        }
    }

    private static void endpointsRefuseWhatDoesNotBelongThere() {
        Browser browser = new Browser();
        assertThatThrownBy(() -> browser.get(SMART + "callback?code=a&state=made-up-0000000000000000"))
                .hasMessageContaining("answered 400")
                .hasMessageContaining("SAFIRE-1104")
                .hasMessageNotContaining("localhost:9180");
        assertThatThrownBy(() -> browser.get(SMART + "launch?iss=https://attacker.example/r4&launch=a"))
                .hasMessageContaining("answered 400")
                .hasMessageContaining("SAFIRE-0407");
        assertThatThrownBy(() -> browser.get(SMART + "sign-out")).hasMessageContaining("answered 405");
        assertThatThrownBy(() -> browser.get(SMART + "jwks/unknown")).hasMessageContaining("answered 404");
    }

    private static void endpointServesThePublicKey() throws Exception {
        assertThat(new Browser().get(SMART + "jwks/nightly"))
                .contains("\"kid\":\"nightly-1\"", "\"crv\":\"P-384\"")
                .doesNotContain("\"d\":");
    }

    private static void jobIsForThoseWhoKnowItsSecret() {
        Browser browser = new Browser();
        assertThatThrownBy(() -> browser.post(APPLICATION + "job"))
                .hasMessageContaining("answered 401")
                .hasMessageNotContaining("patients,");
        assertThatThrownBy(() -> browser.post(APPLICATION + "job", "guessed")).hasMessageContaining("answered 401");
        assertThatThrownBy(() -> browser.get(APPLICATION + "job")).hasMessageContaining("answered 405");
    }

    private static void failedJobSaysWhy(SandboxServer ehr, Secrets secrets) {
        Browser browser = new Browser();
        ehr.next(Endpoint.FHIR, Answer.status(403));
        assertThatThrownBy(() -> browser.post(APPLICATION + "job", secrets.job()))
                .hasMessageContaining("answered 502")
                .hasMessageContaining("The job failed. The FHIR server does not allow")
                .hasMessageNotContaining("launch");
        ehr.next(Endpoint.FHIR, Answer.status(500));
        assertThatThrownBy(() -> browser.post(APPLICATION + "job", secrets.job()))
                .hasMessageContaining("answered 502")
                .hasMessageContaining("The job failed. The FHIR server does not answer");
    }

    private static void userLearnsWhatHappenedAndWhatToDo(SandboxServer ehr) throws Exception {
        Browser browser = new Browser();
        launch(browser, ehr, context("pat-3"));
        problem(browser, ehr, "answered 403", "does not allow you", Answer.status(403));
        problem(browser, ehr, "answered 502", "does not answer", Answer.status(404));
        problem(browser, ehr, "answered 502", "does not answer", Answer.status(500));
        // more often than Liberty's client repeats a request
        Answer[] silence = Stream.generate(Answer::drop).limit(10).toArray(Answer[]::new);
        problem(browser, ehr, "answered 502", "does not answer", silence);
        Answer page = Answer.status(200).body("text/html", "<p>Please sign in</p>");
        problem(browser, ehr, "answered 502", "does not answer", page);
        Answer noObject = Answer.status(200).body("application/fhir+json", "[");
        problem(browser, ehr, "answered 502", "does not answer", noObject);
        assertThat(browser.get(APPLICATION)).contains("Amina Osei");
        ehr.forgetAccessTokens();
        problem(browser, ehr, "answered 403", "Your sign-in has ended", Answer.normal());
        assertThatThrownBy(() -> launch(new Browser(), ehr, JsonValue.EMPTY_JSON_OBJECT))
                .hasMessageContaining("answered 409")
                .hasMessageContaining("without a patient");
    }

    private static void problem(Browser browser, SandboxServer ehr, String status, String words, Answer... answers) {
        ehr.next(Endpoint.FHIR, answers);
        assertThatThrownBy(() -> browser.get(APPLICATION))
                .hasMessageContaining(status)
                .hasMessageContaining(words);
        ehr.reset();
    }

    private static void sparseAndHostileRecordsAreShown(SandboxServer ehr) throws Exception {
        Browser browser = new Browser();
        launch(browser, ehr, context("pat-1"));
        Answer hostile = Answer.status(200)
                .body("application/fhir+json", "{\"name\":[{\"family\":\"<script>alert(1)</script>\"}]}");
        Answer sparse = Answer.status(200).body("application/fhir+json", "{\"resourceType\":\"Bundle\"}");
        ehr.next(Endpoint.FHIR, hostile, sparse);
        assertThat(browser.get(APPLICATION))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "born <i>missing</i>")
                .doesNotContain("<script");
    }

    private static JsonObject context(String patient) {
        return Json.createObjectBuilder().add("patient", patient).build();
    }

    private static String launch(Browser browser, SandboxServer ehr, JsonObject context) throws Exception {
        String iss = URLEncoder.encode(ehr.fhirBase().toString(), StandardCharsets.UTF_8);
        return browser.get(SMART + "launch?iss=" + iss + "&launch=" + ehr.launch(context));
    }
}
