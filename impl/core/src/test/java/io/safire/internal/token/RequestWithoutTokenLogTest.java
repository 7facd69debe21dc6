package io.safire.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestWithoutTokenLogTest {

    private static final URI OTHER = URI.create("https://other.example:8443/r4/Patient/mrn-1?name=doe");

    private final LogCapture log = new LogCapture("io.safire.bearer");
    private final RequestWithoutTokenLog requestLog = new RequestWithoutTokenLog(TestServers.epic());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void warnsOncePerOriginWithAddressAndKey() {
        requestLog.report(OTHER);
        requestLog.report(OTHER.resolve("/other/Patient/mrn-2"));
        assertThat(levels()).containsExactly("WARNING", "FINE");
        assertThat(log.lines().get(0))
                .startsWith("WARNING SAFIRE-1301 epic: Safire sends no access token to https://other.example:8443/r4, ")
                .contains("base-url, which is https://fhir.example/r4 (the host is other.example, ")
                .contains("<configKey>/mp-rest/url=${safire.epic.base-url}");
        requestLog.report(URI.create("https://third.example/r4"));
        assertThat(levels()).containsExactly("WARNING", "FINE", "WARNING");
    }

    @Test
    void omitsPatientDataAndUserInfo() {
        requestLog.report(OTHER);
        requestLog.report(URI.create("https://doe:pass@fhir.example/r4/Patient/mrn-1"));
        requestLog.report(URI.create("http://fhir.example/r4/Patient/mrn-1?name=doe#doe"));
        requestLog.report(URI.create("https://fhir.example/r4/../Patient/mrn-1"));
        assertThat(log.lines()).hasSize(4).allSatisfy(line -> assertThat(line)
                .doesNotContain("mrn", "doe", "pass", "Patient"));
    }

    @Test
    void limitsNumberOfWarnings() {
        for (int port = 1; port <= RequestWithoutTokenLog.MAX_ORIGINS + 10; port++) {
            requestLog.report(URI.create("https://other.example:" + port + "/r4"));
        }
        assertThat(levels().stream().filter("WARNING"::equals)).hasSize(RequestWithoutTokenLog.MAX_ORIGINS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://other.example/r4 | the host is other.example, and that of base-url is fhir.example",
                "http://fhir.example/r4/Patient | the scheme is http, and that of base-url is https",
                "https://fhir.example:8443/r4 | the port is 8443, and that of base-url is 443",
                "https://fhir.example/dstu2/Patient | the path is /dstu2, and that of base-url is /r4",
                "https://fhir.example | the path is /, and that of base-url is /r4",
                "https://fhir.example/r4/%2e%2e/Patient | the path contains a \".\" or \"..\" segment, or encoded characters",
                "https://me@fhir.example/r4 | it contains a user name",
                "https://fhir_1.example/r4 | it has a host name that Java does not accept",
                "Patient/1 | it is not an absolute URL"
            })
    void reportsFirstDifference(String address, String cause) {
        requestLog.report(URI.create(address));
        assertThat(log.lines()).singleElement().asString().contains("(" + cause);
    }

    @Test
    void distinguishesLoopbackHostNames() {
        new RequestWithoutTokenLog(TestServers.epic(Map.of("base-url", "http://localhost:8080/r4")))
                .report(URI.create("http://127.0.0.1:8080/r4/Patient/mrn-1"));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:8080/r4, ", "http://localhost:8080/r4 ")
                .contains("(127.0.0.1 and localhost are different hosts)");
    }

    private List<String> levels() {
        return log.lines().stream().map(line -> line.split(" ")[0]).toList();
    }
}
