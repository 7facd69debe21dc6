package io.safire.tck.area.web;

import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.tck.web.RecordingLaunchHandler;
import io.safire.tck.web.SharedLaunchStore;
import io.safire.web.SmartEndpoints;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forged and cross-site requests to the launch endpoints of the library. */
@SharedApplication("stores")
@Tag("web")
@ArquillianTest
public class LaunchAbuseTest {

    @Inject
    SmartEndpoints endpoints;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(LaunchAbuseTest.class)
                .with(RecordingLaunchHandler.class, SharedLaunchStore.class)
                .server("abuse", "public")
                .set("abuse", "store-key", Base64.getEncoder().encodeToString(new byte[32]))
                .server("abuse-job", "confidential-asymmetric")
                .set("abuse-job", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("abuse-job", "kid", "rsa-1")
                .set("abuse-job", "redirect-uri", "")
                .build();
    }

    @Test
    void rejectsCrossOriginSignOutWithoutFetchMetadata() {
        for (Map<String, List<String>> foreign : List.of(
                Map.of("Origin", List.of("https://attacker.example")),
                Map.of("Origin", List.of("null")),
                Map.of("Referer", List.of("https://attacker.example/page")))) {
            WebResponse response = endpoints.signOut(new WebRequest("POST", Map.of(), foreign));
            assertThat(response.status()).as(foreign.toString()).isEqualTo(403);
            assertThat(response.body()).doesNotContain("attacker");
        }
        Map<String, List<String>> own =
                Map.of("Host", List.of("app.example"), "Origin", List.of("https://app.example"));
        assertThat(endpoints.signOut(new WebRequest("POST", Map.of(), own)).status())
                .isEqualTo(303);
    }

    @Test
    void hidesServerWithoutRedirectUri() {
        SandboxServer job = resetServer("abuse-job");
        WebResponse unknown = endpoints.launch(get("server=unknown", ""));
        assertThat(unknown.status()).isEqualTo(400);
        WebResponse known = endpoints.launch(get("server=abuse-job", ""));
        assertThat(known.status() + known.body()).isEqualTo(unknown.status() + unknown.body());
        WebResponse foreign = endpoints.launch(get("iss=https://fhir.attacker.example&launch=abc", ""));
        WebResponse byEhr = endpoints.launch(get("iss=" + job.fhirBase() + "&launch=abc", ""));
        assertThat(byEhr.status() + byEhr.body()).isEqualTo(foreign.status() + foreign.body());
        assertThat(job.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/61"})
    void rejectsLaunchCookieWithUnusualWhiteSpace() {
        SandboxServer ehr = resetServer("abuse");
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get("server=abuse", ""));
        browser.receive(launchResponse.header("Set-Cookie"));
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        String cookie = browser.header();
        String empty = cookie.substring(0, cookie.indexOf('=') + 1);
        assertEach(List.of("\u2003" + cookie, "\u001f" + cookie, "\u3000" + cookie, empty, empty + "\"\""), forged -> {
            assertThat(endpoints.callback(get(query, forged)).status()).isEqualTo(400);
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(endpoints.callback(get(query, " \t" + cookie + " ")).status())
                .isEqualTo(303);
    }

    private static WebRequest get(String query, String cookie) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], List.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
        }
        return new WebRequest("GET", parameters, Map.of("Cookie", List.of(cookie)));
    }
}
