package io.safire.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import jakarta.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2.0: scopes_supported, and the capabilities on which scopes depend. */
class ScopeCausesTest {

    private static final ServerSettings SETTINGS = TestServers.epic();
    private static final List<String> NONE = List.of();

    @Test
    void namesRequestedScopesThatServerDoesNotList() {
        Scopes requested = Scopes.of("openid", "patient/Patient.rs", "offline_access");
        assertThat(ScopeCauses.notListed(requested, metadata(NONE, NONE))).isEmpty();
        assertThat(ScopeCauses.notListed(
                        requested, metadata(NONE, List.of("openid", "patient/*.rs", "offline_access"))))
                .isEmpty();
        assertThat(ScopeCauses.notListed(requested, metadata(NONE, List.of("openid", "patient/Observation.rs"))))
                .contains(Scopes.of("patient/Patient.rs", "offline_access"));
    }

    @Test
    void translatesScopesToTheOnlySupportedSyntax() {
        Scopes v1 = Scopes.of("openid", "patient/Patient.read");
        Scopes v2 = Scopes.of("openid", "patient/Patient.rs");
        assertThat(syntax(v1, "permission-v2"))
                .contains(
                        "capability permission-v2",
                        "patient/Patient.read",
                        "Set safire.epic.scopes to: openid patient/Patient.rs");
        assertThat(syntax(v2, "permission-v1"))
                .contains(
                        "capability permission-v1",
                        "patient/Patient.rs",
                        "Set safire.epic.scopes to: openid patient/Patient.read");
        assertThat(syntax(v1, "permission-v1")).isEmpty();
        assertThat(syntax(v2, "permission-v2")).isEmpty();
        assertThat(syntax(v1, "permission-v1", "permission-v2")).isEmpty();
        assertThat(syntax(v1)).isEmpty();
        assertThat(syntax(Scopes.of("openid"), "permission-v1")).isEmpty();
    }

    @Test
    void namesScopesWhoseCapabilityServerDoesNotPublish() {
        Scopes requested = Scopes.of("openid", "offline_access", "online_access", "launch");
        assertThat(capabilities(requested, "launch-ehr"))
                .containsExactlyInAnyOrder(
                        "The scope openid was requested, but the server does not publish the capability sso-openid-connect.",
                        "The scope offline_access was requested, but the server does not publish the capability permission-offline.",
                        "The scope online_access was requested, but the server does not publish the capability permission-online.");
        assertThat(capabilities(requested, "sso-openid-connect", "permission-offline", "permission-online"))
                .isEmpty();
        assertThat(capabilities(Scopes.of("launch"), "launch-ehr")).isEmpty();
        assertThat(capabilities(requested)).isEmpty();
    }

    @Test
    void gathersCausesOfRejectedScopes() {
        SmartMetadata metadata = metadata(List.of("permission-v2"), List.of("openid"));
        Scopes requested = Scopes.of("openid", "patient/Patient.read", "patient/*.rs", "launch/patient");
        List<Finding> causes = ScopeCauses.of(SETTINGS, requested, TokenFlow.AUTHORIZATION_CODE, Optional.of(metadata));
        assertThat(causes).extracting(Finding::id).contains("SAFIRE-0635", "SAFIRE-0634");
        assertThat(causes)
                .filteredOn(cause -> cause.id().equals("SAFIRE-0634"))
                .singleElement()
                .satisfies(cause ->
                        assertThat(cause.message()).contains("launch/patient").contains("safire.epic.scopes"));
    }

    @Test
    void namesScopesOfAnotherFlowWithoutMetadata() {
        List<Finding> causes = ScopeCauses.of(
                SETTINGS, Scopes.of("patient/Patient.rs"), TokenFlow.CLIENT_CREDENTIALS, Optional.empty());
        assertThat(causes).extracting(Finding::message).anyMatch(message -> message.contains("patient/Patient.rs"));
        assertThat(ScopeCauses.of(SETTINGS, Scopes.of("system/*.rs"), TokenFlow.CLIENT_CREDENTIALS, Optional.empty()))
                .isEmpty();
    }

    private static String syntax(Scopes requested, String... capabilities) {
        return ScopeCauses.syntax(SETTINGS, requested, metadata(List.of(capabilities), NONE))
                .map(Finding::message)
                .orElse("");
    }

    private static List<String> capabilities(Scopes requested, String... capabilities) {
        return ScopeCauses.capabilities(SETTINGS, requested, metadata(List.of(capabilities), NONE)).stream()
                .map(Finding::observed)
                .toList();
    }

    private static SmartMetadata metadata(List<String> capabilities, List<String> scopes) {
        return new SmartMetadata(
                URI.create("https://fhir.example/r4"),
                Json.createObjectBuilder()
                        .add("capabilities", Json.createArrayBuilder(capabilities))
                        .add("scopes_supported", Json.createArrayBuilder(scopes))
                        .build());
    }
}
