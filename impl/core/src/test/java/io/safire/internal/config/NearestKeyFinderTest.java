package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyFinderTest {

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
    void findsNearestSetting(String typo, String meant) {
        assertThat(NearestKeyFinder.find(typo, ConfigKey.SETTINGS).orElse("")).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"a, a, 0", "'', abc, 3", "abc, '', 3", "kitten, sitting, 3", "epci, epic, 1", "ab, b, 1"})
    void countsEdits(String one, String other, int edits) {
        assertThat(NearestKeyFinder.editDistance(one, other)).isEqualTo(edits);
    }

    @Test
    void prefersAlphabeticalOrderForTies() {
        assertThat(NearestKeyFinder.find("epi", List.of("epik", "epic"))).contains("epic");
        assertThat(NearestKeyFinder.find("epi", List.of())).isEmpty();
    }
}
