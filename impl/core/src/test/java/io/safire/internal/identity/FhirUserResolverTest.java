package io.safire.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.TestServers;
import io.safire.internal.identity.FhirUserResolver.ResolvedIdentity;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirUserResolverTest {

    private static ResolvedIdentity resolve(String name, JsonValue value) {
        return new FhirUserResolver(TestServers.epic(Map.of()))
                .resolve(JsonValues.object()
                        .add("iss", "https://as.example")
                        .add("sub", "u")
                        .add("iat", 1)
                        .add("exp", 2)
                        .add(name, value)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "https://fhir.example/r4/{tenant}/Practitioner/1, is malformed",
        "https://fhir_1.example/r4/Practitioner/1, has a host name that Java does not accept",
        "https://user@fhir.example/r4/Practitioner/1, contains a user name",
        "http://fhir.example/r4/Practitioner/1, is not https",
        "https://fhir.example/r4/users, is not a reference to a FHIR resource",
        "dr-1, is not a reference to a FHIR resource",
    })
    void namesReasonWhyUserIsUnusable(String value, String reason) {
        ResolvedIdentity resolved = resolve("fhirUser", JsonValues.text(value));
        assertThat(resolved.identity().fhirUser()).isEmpty();
        assertThat(resolved.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("SAFIRE-0825");
            assertThat(finding.message())
                    .contains("The claim fhirUser " + reason)
                    .doesNotContain("Practitioner");
        });
    }

    @Test
    void namesClaimThatIsNoString() {
        assertThat(resolve("fhirUser", JsonValue.TRUE).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("The claim fhirUser is not a string"));
    }

    @Test
    void ignoresProfileThatIsWebPage() {
        assertThat(resolve("profile", JsonValues.text("https://people.example/{me}"))
                        .findings())
                .isEmpty();
        assertThat(resolve("profile", JsonValues.text("https://fhir.example/r4/Patient/1"))
                        .identity()
                        .fhirUser())
                .isPresent();
    }
}
