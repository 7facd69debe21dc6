package io.safire.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The action fits the algorithms that the server lists. */
class AlgorithmAdviceTest {

    private static final String SETTING = "safire.epic.assertion-algorithm";

    @ParameterizedTest
    @CsvSource({
        "RS384, RS512, RS512",
        "RS384, RS256 PS256, RS256",
        "RS384, PS256 ES384, PS256",
        "ES384, EdDSA RS256, RS256"
    })
    void suggestsAlgorithmOfList(String current, String offered, String expected) {
        String action = action(Map.of(), current, offered);
        assertThat(action).contains(expected);
        assertThat(List.of(offered.split(" "))).anyMatch(action::contains);
    }

    @Test
    void prefersSameKeyToOtherKey() {
        assertThat(action(Map.of(), "RS384", "ES384 RS256"))
                .isEqualTo("Set " + SETTING + " to RS256, with which the same key can sign.");
        assertThat(action(Map.of("assertion-algorithm", "RS256"), "RS256", "ES384 RS384"))
                .isEqualTo("Remove " + SETTING + ".");
    }

    @Test
    void prefersAlgorithmOfSmartForOtherKey() {
        assertThat(action(Map.of(), "RS384", "ES256 ES384"))
                .isEqualTo("Configure an EC key on P-384 in safire.epic.private-key for ES384.");
        assertThat(action(Map.of(), "RS384", "ES256"))
                .isEqualTo("Configure an EC key on P-256 in safire.epic.private-key for ES256, and set " + SETTING
                        + " to ES256.");
        assertThat(action(Map.of("assertion-algorithm", "ES256"), "ES256", "RS384"))
                .isEqualTo(
                        "Configure an RSA key of at least 2,048 bits in safire.epic.private-key for RS384, and remove "
                                + SETTING + ".");
    }

    @Test
    void asksAdministratorIfNoKeyFits() {
        for (String offered : List.of("HS256 EdDSA", "none")) {
            assertThat(action(Map.of(), "RS384", offered))
                    .isEqualTo("Ask the server administrator to allow RS384 or ES384.");
            assertThat(action(Map.of("assertion-algorithm", "PS256"), "PS256", offered))
                    .isEqualTo("Ask the server administrator to allow PS256.");
        }
    }

    private static String action(Map<String, String> settings, String current, String offered) {
        return new AlgorithmAdvice(TestServers.epic(settings)).action(current, List.of(offered.split(" ")));
    }
}
