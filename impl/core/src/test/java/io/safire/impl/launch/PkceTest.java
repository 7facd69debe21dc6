package io.safire.impl.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PkceTest {

    @Test
    void challengeIsThatOfRfc7636AppendixB() {
        assertThat(Pkce.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void verifierHas128UnreservedCharactersAndIsNewEachTime() {
        SecureRandom random = new SecureRandom();
        assertThat(Pkce.verifier(random)).matches("[A-Za-z0-9_-]{128}").isNotEqualTo(Pkce.verifier(random));
    }

    @Test
    void canonicalComparisonOfAddresses() {
        assertThat(CanonicalUrl.same("https://Fhir.Example:443/r4/", "HTTPS://fhir.example/r4"))
                .isTrue();
        assertThat(CanonicalUrl.same("https://fhir.example/r4", "https://fhir.example/R4"))
                .isFalse();
        assertThat(CanonicalUrl.same("https://fhir.example/r4", "http://fhir.example/r4"))
                .isFalse();
        assertThat(CanonicalUrl.same("https://fhir.example/r4", "https://fhir.example:8443/r4"))
                .isFalse();
        assertThat(CanonicalUrl.same("https://fhir.example", "https://fhir.example@attacker.example"))
                .isFalse();
        assertThat(CanonicalUrl.same("nonsense", "nonsense")).isFalse();
    }
}
