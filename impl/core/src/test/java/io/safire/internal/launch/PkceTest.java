package io.safire.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PkceTest {

    @Test
    void computesChallengeOfRfc7636AppendixB() {
        assertThat(Pkce.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void createsUniqueVerifierOf128Characters() {
        SecureRandom random = new SecureRandom();
        assertThat(Pkce.verifier(random)).matches("[A-Za-z0-9_-]{128}").isNotEqualTo(Pkce.verifier(random));
    }

    @Test
    void comparesCanonicalUrls() {
        assertThat(CanonicalUrl.isSame("https://Fhir.Example:443/r4/", "HTTPS://fhir.example/r4"))
                .isTrue();
        assertThat(CanonicalUrl.isSame("https://fhir.example/r4", "https://fhir.example/R4"))
                .isFalse();
        assertThat(CanonicalUrl.isSame("https://fhir.example/r4", "http://fhir.example/r4"))
                .isFalse();
        assertThat(CanonicalUrl.isSame("https://fhir.example/r4", "https://fhir.example:8443/r4"))
                .isFalse();
        assertThat(CanonicalUrl.isSame("https://fhir.example", "https://fhir.example@attacker.example"))
                .isFalse();
        assertThat(CanonicalUrl.isSame("nonsense", "nonsense")).isFalse();
    }
}
