package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlPagesTest {

    private static final JsonObject TOMASZ =
            SandboxJson.createObjectBuilder().add("patient", "pat-2").build();

    @Test
    void showsPatientOfLaunchAndDescribesScopes() {
        String page = HtmlPages.consent(
                "Growth <chart>", Map.of("scope", "launch patient/Observation.rs", "launch", "abc"), TOMASZ);
        assertThat(page)
                .contains("Allow Growth &lt;chart&gt; access?", "<b>Tomasz Bielak</b>, born 2 November 1951")
                .contains("Read the patient’s vital signs and laboratory results <code>(patient/Observation.rs)</code>")
                .contains("name=\"launch\" value=\"abc\"")
                .doesNotContain("<select");
    }

    @Test
    void offersPatientChoiceWithoutLaunch() {
        String page = HtmlPages.consent("App", Map.of("scope", "launch/patient"), TOMASZ);
        assertThat(page).contains("<select name=\"patient\">", "Amina Osei, born 25 July 2016");
        assertThat(HtmlPages.consent("App", Map.of("scope", "openid"), JsonValue.EMPTY_JSON_OBJECT))
                .doesNotContain("<select", "class=\"patient\"");
    }

    @Test
    void labelsLaunchLinkWithApplicationAndPatient() throws Exception {
        try (Sandbox sandbox = Main.start(
                "--port", "0", "--control-port", "0", "--app", "Growth chart", "--launch-url", "http://localhost/")) {
            URI origin = sandbox.server("sandbox").ehr().origin();
            assertThat(get(origin + "/ehr"))
                    .contains("aria-label=\"Start Growth chart for Tomasz Bielak\"", "<th scope=\"row\">Tomasz Bielak")
                    .contains("<th scope=\"col\">Birth date", "2 November 1951", "name=\"viewport\"");
            assertThat(get(origin + "/ehr/launch?app=None&patient=pat-1"))
                    .contains("no such application", "Back to the launch page");
            assertThat(get(origin + "/unknown")).contains("Page not found", "Back to the launch page");
            assertThat(get(origin + "/auth/authorize?client_id=%3Cb%3E"))
                    .contains("Access not possible", "client_id=&lt;b&gt;", "Back to the launch page");
        }
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "text/html")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
