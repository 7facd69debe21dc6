package io.safire.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalUrlTest {

    private static final String BASE = "https://fhir.example/r4";

    @Test
    void ignoresHostCaseDefaultPortAndTrailingSlashes() {
        for (String same : List.of(BASE + "/", BASE + "///", "HTTPS://FHIR.example:443/r4")) {
            assertThat(isSame(BASE, same)).as(same).isTrue();
        }
        for (String other :
                List.of(BASE + "?", BASE + "#", "https://fhir.example/R4", "https://fhir.example//r4", "/r4")) {
            assertThat(isSame(BASE, other)).as(other).isFalse();
        }
    }

    @Test
    void distinguishesSchemePortAndUserInfo() {
        assertThat(isSame(BASE, "http://fhir.example/r4")).isFalse();
        assertThat(isSame(BASE, "https://fhir.example:8443/r4")).isFalse();
        assertThat(isSame("https://fhir.example", "https://fhir.example@attacker.example"))
                .isFalse();
        assertThat(isSame("nonsense", "nonsense")).isFalse();
    }

    @Test
    void comparesUrlsOfAtMost2048Characters() {
        String longest = "https://fhir.example/" + "x".repeat(2048 - 21);
        assertThat(longest).hasSize(2048);
        assertThat(isSame(longest, longest)).isTrue();
        assertThat(isSame(longest + "x", longest + "x")).isFalse();
    }

    @Test
    void hasOneFormForEachResource() {
        String form = CanonicalUrl.of(URI.create("https://fhir.example/R4"));
        assertThat(form).endsWith("/R4").isEqualTo(CanonicalUrl.of(URI.create("HTTPS://FHIR.example:443/R4//")));
        assertThat(CanonicalUrl.of(URI.create("https://fhir.example"))).isNotEqualTo(form);
        for (String other : List.of("urn:uuid:1", "/R4", "https://fhir.example/R4?x", "https://fhir.example/R4#x")) {
            assertThat(CanonicalUrl.of(URI.create(other))).as(other).isEmpty();
        }
    }

    /** Untrusted callers can send an {@code iss}, which is compared with the URLs of every server. */
    @Test
    void comparesLongUrlsInLinearTime() {
        String slashes = "https://fhir.example" + "/".repeat(300_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(isSame(BASE, slashes + "x")).isFalse();
            assertThat(isSame(BASE, slashes)).isFalse();
        });
    }

    private static boolean isSame(String one, String other) {
        String canonical = CanonicalUrl.of(one);
        return !canonical.isEmpty() && canonical.equals(CanonicalUrl.of(other));
    }
}
