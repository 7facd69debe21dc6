package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules for scopes of the simulated EHRs. {@code EhrProfileTest} of the TCK tests the other limits. */
class SimulatedEhrTest {

    @Test
    void grantsNoWildcardScope() {
        assertThat(ScopeRules.withoutWildcards(Set.of("patient/*.rs", "user/*.read", "patient/Patient.rs", "launch")))
                .containsExactlyInAnyOrder("patient/Patient.rs", "launch");
    }

    @Test
    void grantsNoWritingOfSmart1() {
        assertThat(ScopeRules.withoutSmart1Writing(Set.of(
                        "user/Patient.write", "user/Patient.*", "user/Patient.read", "user/Patient.cud", "openid")))
                .containsExactlyInAnyOrder("user/Patient.read", "user/Patient.cud", "openid");
    }

    @ParameterizedTest
    @CsvSource({
        "user/Patient.rs user/Patient.read, true",
        "user/Patient.rs?category=a user/Patient.*, true",
        "user/Patient.rs user/Encounter.c launch/patient, false",
        "user/Patient.read user/Patient.write openid, false"
    })
    void recognizesBothSyntaxes(String scopes, boolean expected) {
        assertThat(ScopeRules.hasBothSyntaxes(Grants.scopes(scopes))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"user/Patient.rs patient/Patient.rs, true", "user/Patient.rs user/Encounter.c launch/patient, false"})
    void recognizesSeveralLevels(String scopes, boolean expected) {
        assertThat(ScopeRules.hasSeveralLevels(Grants.scopes(scopes))).isEqualTo(expected);
    }
}
