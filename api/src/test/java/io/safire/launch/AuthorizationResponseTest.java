package io.safire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationResponseTest {

    @Test
    void rejectsRepeatedParameter() {
        assertThat(AuthorizationResponse.parse("code=a&state=b").code()).contains("a");
        assertThatThrownBy(() -> AuthorizationResponse.parse("code=a&code=b"))
                .isInstanceOfSatisfying(ValidationException.class, exception -> assertThat(exception.attribute())
                        .isEqualTo("code"));
    }

    @Test
    void readsServletParametersByTheSameRules() {
        AuthorizationResponse response = AuthorizationResponse.ofParameterMap(Map.of(
                "code", new String[] {"a"},
                "state", new String[] {"b"},
                "iss", new String[] {""},
                "error", new String[] {}));
        assertThat(response.code()).contains("a");
        assertThat(response.state()).contains("b");
        assertThat(response.iss()).as("parameter with an empty value").isEmpty();
        assertThat(response.error()).as("parameter without values").isEmpty();
        assertThat(response).isEqualTo(AuthorizationResponse.parse("code=a&state=b"));
        Map<String, String[]> twice = Map.of("state", new String[] {"b", "b"});
        assertThatThrownBy(() -> AuthorizationResponse.ofParameterMap(twice))
                .isInstanceOfSatisfying(ValidationException.class, exception -> assertThat(exception.attribute())
                        .isEqualTo("state"));
    }

    @Test
    void omitsUntrustedParameterNameFromMessage() {
        for (String name : new String[] {"a%0ASAFIRE-0000", "%1B%5B2J", "a%E2%80%AEb", "x".repeat(65)}) {
            assertThatThrownBy(() -> AuthorizationResponse.parse(name + "=1&" + name + "=2"))
                    .isInstanceOfSatisfying(ValidationException.class, exception -> {
                        assertThat(exception.attribute()).isEqualTo("a parameter");
                        assertThat(exception).hasMessageStartingWith("SAFIRE-0001 Validation failed for a parameter: ");
                    });
        }
    }
}
