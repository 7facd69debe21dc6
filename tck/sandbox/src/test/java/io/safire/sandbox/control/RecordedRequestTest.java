package io.safire.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedRequestTest {

    @Test
    void decodesParametersOfQuery() {
        assertThat(request("/auth/authorize?scope=launch%2Fpatient+openid&state=a%2Bb%3D&aud=")
                        .query())
                .containsExactly(
                        Map.entry("scope", "launch/patient openid"), Map.entry("state", "a+b="), Map.entry("aud", ""));
    }

    @Test
    void returnsNoParametersWithoutQuery() {
        assertThat(request("/auth/authorize").query()).isEmpty();
    }

    @Test
    void rejectsRepeatedParameterOfQuery() {
        RecordedRequest repeated = request("/auth/authorize?state=a&state=b");
        assertThatThrownBy(repeated::query)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("state is repeated");
    }

    private static RecordedRequest request(String uri) {
        return new RecordedRequest(Endpoint.AUTHORIZE, "GET", uri, Map.of(), Map.of(), "", 0, "");
    }
}
