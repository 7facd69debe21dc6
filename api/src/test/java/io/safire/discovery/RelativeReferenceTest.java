package io.safire.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "https://fhir.example/r4, auth/token, https://fhir.example/auth/token",
        "https://fhir.example/r4/, auth/token, https://fhir.example/r4/auth/token",
        "https://fhir.example/fhir/r4/tenant, auth/token, https://fhir.example/fhir/r4/auth/token",
        "https://fhir.example/fhir/r4/tenant/, auth/token, https://fhir.example/fhir/r4/tenant/auth/token",
        "https://fhir.example/fhir/r4/tenant, ./token, https://fhir.example/fhir/r4/token",
        "https://fhir.example/fhir/r4/tenant, ../token, https://fhir.example/fhir/token",
        "https://fhir.example/fhir/r4/tenant/, ../token, https://fhir.example/fhir/r4/token",
        "https://fhir.example/fhir/r4/tenant, /token, https://fhir.example/token",
        "https://fhir.example/fhir/r4/tenant, //as.example/token, https://as.example/token",
        "https://fhir.example/fhir/r4/tenant, ?token=1, https://fhir.example/fhir/r4/tenant?token=1",
        "https://fhir.example/fhir/r4/tenant, token?a=1, https://fhir.example/fhir/r4/token?a=1",
        "https://fhir.example/fhir/r4/tenant, https://as.example/token, https://as.example/token",
        "https://fhir.example/fhir/r4/tenant, https://as.example/a/../token, https://as.example/a/../token"
    })
    void resolvesAsRfc1808(URI base, String reference, URI expected) {
        assertThat(tokenEndpoint(base, reference)).isEqualTo(expected);
    }

    /** {@link URI#resolve(URI)} returns {@code https://fhir.exampletoken} and {@code https://fhir.example/../token}. */
    @ParameterizedTest
    @CsvSource({
        "https://fhir.example, token, https://fhir.example/token",
        "https://fhir.example:8443, auth/token, https://fhir.example:8443/auth/token",
        "https://fhir.example/r4, ../token, https://fhir.example/token",
        "https://fhir.example/r4, ../../../token?a=1, https://fhir.example/token?a=1",
        "https://fhir.example/r4, ../.., https://fhir.example",
        "https://fhir.example/r4, ..token, https://fhir.example/..token"
    })
    void resolvesBelowRoot(URI base, String reference, URI expected) {
        assertThat(tokenEndpoint(base, reference)).isEqualTo(expected);
    }

    private static URI tokenEndpoint(URI base, String reference) {
        return new SmartMetadata(
                        base,
                        Json.createObjectBuilder()
                                .add("token_endpoint", reference)
                                .build())
                .tokenEndpoint()
                .orElseThrow();
    }
}
