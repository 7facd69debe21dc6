package io.safire.impl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

    @ParameterizedTest
    @CsvSource({
        "scope, scopes",
        "scopess, scopes",
        "clientid, client-id",
        "clientId, client-id",
        "client_secret, client-secret",
        "private-key.locaton, private-key.location",
        "private-key-location, private-key.location",
        "baseurl, base-url",
        "kdi, kid",
        "timeout, ''",
        "x, ''",
        "'', ''"
    })
    void findsSettingThatWasMeant(String typo, String meant) {
        assertThat(NearestKey.of(typo, ConfigKey.SETTINGS).orElse("")).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"a, a, 0", "'', abc, 3", "abc, '', 3", "kitten, sitting, 3", "epci, epic, 1", "ab, b, 1"})
    void countsEdits(String one, String other, int edits) {
        assertThat(NearestKey.edits(one, other)).isEqualTo(edits);
    }

    @Test
    void firstInOrderWinsAmongEquallyNear() {
        assertThat(NearestKey.of("epi", List.of("epik", "epic"))).contains("epic");
        assertThat(NearestKey.of("epi", List.of())).isEmpty();
    }
}
