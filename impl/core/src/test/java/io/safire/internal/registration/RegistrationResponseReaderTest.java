package io.safire.internal.registration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.internal.TestServers;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ReceivedJson;
import io.safire.registration.RegistrationException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationResponseReaderTest {

    private static final String SECRET = "t-1234567890";

    @Test
    void returnsViolationsBesideMembers() {
        ReceivedJson json =
                read("text/html", "{\"client_id\":\"a\",\"client_id\":\"a\",\"client_name\":\"M\u00fcller\"}");
        assertThat(json.members().getString("client_id")).isEqualTo("a");
        assertThat(json.findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0241", "SAFIRE-0244", "SAFIRE-0245");
        assertThat(read("application/json", "{\"client_id\":\"a\"}").findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "client_secret", "registration_access_token", "registration_client_uri"})
    void rejectsDamagedCredential(String member) {
        String body = "{\"client_id\":\"a\",\"" + member + "\":\"s\u00fcper\"}";
        if (member.equals("client_id")) {
            body = "{\"client_id\":\"s\u00fcper\"}";
        }
        String damaged = body;
        assertThatThrownBy(() -> read("application/json", damaged))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("SAFIRE-0706")
                .hasMessageContaining("bytes that are not UTF-8 in " + member)
                .hasMessageNotContaining("per\"");
        assertThat(read("application/json; charset=iso-8859-1", damaged)
                        .members()
                        .getString(member))
                .isEqualTo("s\u00fcper");
    }

    @Test
    void masksSecretsOfRequestInMemberNames() {
        for (int start : new int[] {0, 200, 250, 290}) {
            String name = "x".repeat(start) + SECRET;
            for (String body : List.of(
                    "{\"" + name + "\":1}",
                    "{\"" + name + "\":1,\"" + name + "\":2}",
                    "{\"client_id\":7,\"" + name + "\":1}")) {
                assertThatThrownBy(() -> read("application/json", body))
                        .as(body)
                        .isInstanceOfSatisfying(
                                RegistrationException.class, thrown -> assertThat(thrown.receivedFields())
                                        .noneMatch(field -> field.contains(SECRET)))
                        .hasMessageNotContaining("t-12");
            }
        }
        String repeated = "{\"client_id\":\"a\",\"" + SECRET + "\":1,\"" + SECRET + "\":1}";
        assertThat(read("application/json", repeated).findings()).asString().doesNotContain("t-12");
    }

    private static ReceivedJson read(String contentType, String body) {
        URI endpoint = URI.create("https://as.example/register");
        InboundResponse response =
                new InboundResponse(endpoint, 201, Map.of("content-type", contentType), body.getBytes(ISO_8859_1));
        return new RegistrationResponseReader(TestServers.epic(), "safire.epic.registration-endpoint")
                .read(response, List.of(SECRET));
    }
}
