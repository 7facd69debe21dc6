package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final String SMART = "http://localhost:9280/clinician/smart/";

    @Test
    void launchesReadsRunsTheJobAndSignsOut() throws Exception {
        Path target = Path.of(System.getProperty("safire.demo.target"));
        try (LibertyServer liberty = Demo.start(target, true)) {
            assertThat(liberty.log()).exists();
            assertThat(Demo.walk())
                    .anyMatch(line -> line.contains("Tomasz Bielak"))
                    .anyMatch(line -> line.contains("Heart rate 72.7 /min"))
                    .anyMatch(line -> line.contains("5 patients, 25 observations"))
                    .anyMatch(line -> line.equals("Signed out: true"));
            endpointsRefuseWhatDoesNotBelongThere();
            endpointServesThePublicKey();
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
}
