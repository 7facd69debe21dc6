package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.CONFIGURATION_URL;
import static io.safire.internal.identity.IdTokenFixture.JWKS_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import org.junit.jupiter.api.Test;

/** The diagnosis of the key set of an issuer. */
class IssuerKeysTest {

    private final IdTokenFixture fixture = new IdTokenFixture();

    @Test
    void findsNothingInUsableKeySet() {
        assertThat(fixture.findKeyProblems()).isEmpty();
    }

    @Test
    void reportsToleratedViolationAsInformation() {
        fixture.contentTypes.put(JWKS_URL, "text/html");
        assertThat(fixture.findKeyProblems()).isNotEmpty().allSatisfy(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.INFO));
    }

    @Test
    void reportsKeySetWithoutUsableKeys() {
        fixture.documents.put(JWKS_URL, "{\"keys\":[]}");
        assertThat(fixture.findKeyProblems())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(JWKS_URL + " contains no usable keys", "safire.epic.jwks-uri");
    }

    @Test
    void reportsMissingConfiguration() {
        fixture.documents.remove(CONFIGURATION_URL);
        assertThat(fixture.findKeyProblems())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(CONFIGURATION_URL, "Connection refused");
    }
}
