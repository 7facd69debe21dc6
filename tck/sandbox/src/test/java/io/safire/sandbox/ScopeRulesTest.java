package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeRulesTest {

    @Test
    void rejectsMalformedScopes() {
        assertThat(ScopeRules.areWellFormed(Set.of("openid", "launch", "launch/list?role=a", "patient/*.read", "x.y")))
                .isTrue();
        assertThat(ScopeRules.areWellFormed(Set.of("user/Observation.crs?a=b&c=d", "system/*.*")))
                .isTrue();
        for (String malformed :
                Set.of("patient/*.sr", "patient/A.", "patient/A.rs?", "launch/Patient", "user/A.read?a=b")) {
            assertThat(ScopeRules.areWellFormed(Set.of(malformed)))
                    .as(malformed)
                    .isFalse();
        }
    }

    @Test
    void coversNarrowerScopesOnly() {
        Set<String> granted = Set.of("patient/*.r", "patient/*.s", "user/A.rs?category=a", "openid");
        for (String narrower : Set.of("patient/A.read", "user/A.r?category=a&status=b", "openid")) {
            assertThat(ScopeRules.covers(granted, Set.of(narrower)))
                    .as(narrower)
                    .isTrue();
        }
        for (String wider : Set.of("patient/A.cr", "user/A.rs", "user/*.r?category=a", "system/A.r", "fhirUser")) {
            assertThat(ScopeRules.covers(granted, Set.of(wider))).as(wider).isFalse();
        }
    }

    @Test
    void mapsWriteToPermissions() {
        assertThat(ScopeRules.resources(Set.of("patient/*.write")).get(0).permissions())
                .isEqualTo("cud");
    }

    @Test
    void admitsResourcesOfItsCategory() {
        ScopeRules.FhirResourceScope laboratory = ScopeRules.resources(
                        Set.of("patient/Observation.rs?category=http://example.org|laboratory"))
                .get(0);
        long admitted = SampleRecords.resources("Observation").stream()
                .filter(laboratory::admits)
                .count();
        assertThat(admitted)
                .isPositive()
                .isLessThan(SampleRecords.resources("Observation").size());
    }
}
