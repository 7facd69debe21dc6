package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.InboundResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6749, section 5.2: the error invalid_client. */
class FormResponseTest {

    private static final URI ENDPOINT = URI.create("https://as.example/token");

    @ParameterizedTest
    @CsvSource({
        "400, invalid_client, true",
        "401, invalid_client, true",
        "200, invalid_client, true",
        "401, unauthorized_client, true",
        "400, unauthorized_client, false",
        "401, invalid_grant, false",
        "400, invalid_request, false"
    })
    void distinguishesRejectionOfClient(int status, String error, boolean isRejected) {
        assertThat(rejectsClient(status, "{\"error\":\"" + error + "\"}", Map.of()))
                .isEqualTo(isRejected);
    }

    @Test
    void treats401WithoutErrorAsRejection() {
        assertThat(rejectsClient(401, "", Map.of())).isTrue();
        assertThat(rejectsClient(401, "{\"active\":true}", Map.of())).isTrue();
        assertThat(rejectsClient(403, "", Map.of())).isFalse();
    }

    @Test
    void ignoresErrorBesideResult() {
        for (String result : List.of("\"access_token\":\"at\"", "\"active\":false")) {
            assertThat(rejectsClient(200, "{" + result + ",\"error\":\"invalid_client\"}", Map.of()))
                    .as(result)
                    .isFalse();
        }
        assertThat(rejectsClient(200, "{\"access_token\":null,\"error\":\"invalid_client\"}", Map.of()))
                .isTrue();
    }

    @Test
    void ignoresErrorOfRedirect() {
        Map<String, String> location = Map.of("location", "https://login.example/");
        assertThat(rejectsClient(302, "{\"error\":\"invalid_client\"}", location))
                .isFalse();
    }

    private static boolean rejectsClient(int status, String body, Map<String, String> headers) {
        return FormResponse.of(
                        new InboundResponse(ENDPOINT, status, headers, body.getBytes(UTF_8)),
                        List.of(),
                        ClientAuthentication.ofBearer("unused"))
                .rejectsClient();
    }
}
