package io.safire.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.authentication.ClientType;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SupportTest {

    private static final String ASYMMETRIC = "\"capabilities\":[\"client-confidential-asymmetric\"]";
    private static final String GRANT = "\"grant_types_supported\":[\"client_credentials\"]";

    @Test
    void statesSupportOfPublishedCapability() {
        assertThat(metadata("{\"capabilities\":[\"launch-ehr\"]}").support(Capability.LAUNCH_EHR))
                .isEqualTo(Support.SUPPORTED);
        assertThat(metadata("{\"capabilities\":[]}").support(Capability.LAUNCH_EHR))
                .isEqualTo(Support.NOT_SUPPORTED);
        for (String silent : new String[] {"{}", "{\"capabilities\":null}", "{\"capabilities\":\"launch-ehr\"}"}) {
            assertThat(metadata(silent).support(Capability.LAUNCH_EHR))
                    .as(silent)
                    .isEqualTo(Support.NOT_STATED);
        }
    }

    @Test
    void statesSupportOfClientType() {
        ClientType type = ClientType.CONFIDENTIAL_ASYMMETRIC;
        assertThat(metadata("{" + ASYMMETRIC + "}").support(type)).isEqualTo(Support.SUPPORTED);
        assertThat(metadata("{\"capabilities\":[\"client-public\"]}").support(type))
                .isEqualTo(Support.NOT_SUPPORTED);
        assertThat(metadata("{}").support(type)).isEqualTo(Support.NOT_STATED);
        String methods = "\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\"]";
        assertThat(metadata("{" + ASYMMETRIC + "," + methods + "}").support(type))
                .isEqualTo(Support.NOT_SUPPORTED);
        assertThat(metadata("{" + methods + "}").support(type)).isEqualTo(Support.NOT_SUPPORTED);
    }

    @Test
    void distinguishesExcludedFromUnstatedBackendServices() {
        SmartMetadata complete = metadata("{" + ASYMMETRIC + "," + GRANT + "}");
        assertThat(complete.backendServicesSupport()).isEqualTo(Support.SUPPORTED);
        assertThat(complete.supportsBackendServices()).isTrue();
        for (String silent : new String[] {"{}", "{" + ASYMMETRIC + "}", "{" + GRANT + "}"}) {
            assertThat(metadata(silent).backendServicesSupport()).as(silent).isEqualTo(Support.NOT_STATED);
            assertThat(metadata(silent).supportsBackendServices()).as(silent).isFalse();
        }
        for (String excluded : new String[] {
            "{\"grant_types_supported\":[\"authorization_code\"]}",
            "{" + ASYMMETRIC + ",\"grant_types_supported\":[]}",
            "{\"capabilities\":[]," + GRANT + "}",
            "{\"token_endpoint_auth_signing_alg_values_supported\":[\"RS256\"]}"
        }) {
            assertThat(metadata(excluded).backendServicesSupport()).as(excluded).isEqualTo(Support.NOT_SUPPORTED);
        }
    }

    private static SmartMetadata metadata(String document) {
        return new SmartMetadata(
                URI.create("https://fhir.example/r4"),
                Json.createReader(new StringReader(document)).readObject());
    }
}
