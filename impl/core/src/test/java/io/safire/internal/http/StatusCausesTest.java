package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.TestServers;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCausesTest {

    private static final URI DOCUMENT = URI.create("https://fhir.example/r4/.well-known/smart-configuration?x=1");
    private static final String BASE_URL = "safire.epic.base-url";

    @ParameterizedTest
    @CsvSource({
        "302,SAFIRE-0327,POSSIBLE,safire.epic.base-url",
        "400,SAFIRE-0326,POSSIBLE,safire.epic.base-url",
        "401,SAFIRE-0321,LIKELY,safire.epic.base-url",
        "403,SAFIRE-0226,LIKELY,safire.epic.user-agent",
        "404,SAFIRE-0323,LIKELY,safire.epic.base-url",
        "407,SAFIRE-0225,LIKELY,",
        "410,SAFIRE-0324,LIKELY,safire.epic.base-url",
        "429,SAFIRE-0221,PROVEN,",
        "500,SAFIRE-0222,LIKELY,",
        "501,SAFIRE-0222,LIKELY,",
        "502,SAFIRE-0223,LIKELY,",
        "503,SAFIRE-0224,LIKELY,",
        "504,SAFIRE-0223,LIKELY,",
        "599,SAFIRE-0222,LIKELY,"
    })
    void explainsStatusOfDocument(int status, String id, Confidence confidence, @Nullable String key) {
        Finding cause =
                StatusCauses.ofDocument(TestServers.epic(), response(status), DOCUMENT, BASE_URL, Step.IDENTITY);
        assertThat(cause.id()).isEqualTo(id);
        assertThat(cause.confidence()).isEqualTo(confidence);
        assertThat(cause.step()).isEqualTo(Step.IDENTITY);
        assertThat(cause.configurationKey().orElse(null)).isEqualTo(key);
        assertThat(cause.action().orElseThrow())
                .endsWith("run: curl -v https://fhir.example/r4/.well-known/smart-configuration");
        assertThat(cause.message().contains("safire.")).isEqualTo(key != null);
    }

    @Test
    void explainsStatusOfEndpointOnlyIfStatusIsSufficient() {
        assertThat(StatusCauses.ofEndpoint(404, "not_found", "any", Step.TOKEN)).isPresent();
        for (int status : new int[] {404, 405, 410}) {
            assertThat(StatusCauses.ofEndpoint(status, "", "safire.epic.token-endpoint", Step.TOKEN))
                    .hasValueSatisfying(
                            cause -> assertThat(cause.configurationKey()).contains("safire.epic.token-endpoint"));
            assertThat(StatusCauses.ofEndpoint(status, "invalid_client", "any", Step.TOKEN))
                    .isEmpty();
        }
        assertThat(StatusCauses.ofEndpoint(400, "", "any", Step.TOKEN)).isEmpty();
        assertThat(StatusCauses.ofEndpoint(401, "", "any", Step.TOKEN)).isEmpty();
        assertThat(StatusCauses.ofEndpoint(503, "temporarily_unavailable", "any", Step.TOKEN))
                .map(Finding::id)
                .contains("SAFIRE-0224");
    }

    @Test
    void requestToAdministratorNamesUrlStatusAndTimeOfResponse() {
        InboundResponse dated =
                new InboundResponse(DOCUMENT, 500, Map.of("date", "Mon, 30 Nov 2026 10:02:03 GMT"), new byte[0]);
        Finding cause = StatusCauses.ofDocument(TestServers.epic(), dated, DOCUMENT, BASE_URL, Step.DISCOVERY);
        assertThat(cause.administratorRequest())
                .contains(
                        "The server failed to process a request of the client. Please find the cause in the log of the"
                                + " server. Details: HTTP 500 from https://fhir.example/r4/.well-known/smart-configuration"
                                + " at 2026-11-30T10:02:03Z.");
        assertThat(AdministratorDetails.ofResponse("", dated, cause)).isEqualTo(cause);
        assertThat(StatusCauses.ofDocument(TestServers.epic(), response(410), DOCUMENT, BASE_URL, Step.DISCOVERY)
                        .administratorRequest()
                        .orElseThrow())
                .endsWith(" Details: HTTP 410 from https://fhir.example/r4/.well-known/smart-configuration.");
        assertThat(StatusCauses.ofDocument(TestServers.epic(), response(404), DOCUMENT, BASE_URL, Step.DISCOVERY)
                        .administratorRequest())
                .isEmpty();
    }

    private static InboundResponse response(int status) {
        return new InboundResponse(DOCUMENT, status, Map.of("date", "today"), new byte[0]);
    }
}
