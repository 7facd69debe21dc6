package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final String APPLICATION = "http://localhost:9280/clinician/";
    private static final String SMART = APPLICATION + "smart/";

    @Test
    void launchesReadsRunsTheJobAndSignsOut() throws Exception {
        Path target = Path.of(System.getProperty("safire.demo.target"));
        Secrets secrets = Secrets.random();
        try (LibertyServer liberty = Demo.start(target, true, secrets)) {
            assertThat(liberty.log()).exists();
            assertThat(Demo.walk(secrets))
                    .anyMatch(line -> line.contains("Tomasz Bielak"))
                    .anyMatch(line -> line.contains("Heart rate 72.7 /min"))
                    .anyMatch(line -> line.contains("5 patients, 25 observations"))
                    .anyMatch(line -> line.equals("Signed out: true"));
            endpointsRefuseWhatDoesNotBelongThere();
            endpointServesThePublicKey();
            jobIsForThoseWhoKnowItsSecret();
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
}
