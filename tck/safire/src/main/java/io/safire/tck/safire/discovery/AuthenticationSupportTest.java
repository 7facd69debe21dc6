package io.safire.tck.safire.discovery;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.discovery.SmartMetadata;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that may not support the client authentication: the error, the metadata and its findings. */
@SharedApplication("protocol")
@Tag("discovery")
@ArquillianTest
public class AuthenticationSupportTest {

    private static final String METHODS = "token_endpoint_auth_methods_supported";
    private static final String ALGORITHMS = "token_endpoint_auth_signing_alg_values_supported";
    private static final String UNKNOWN_METHOD = "SAFIRE-0621";
    private static final String ASSERTION_NOT_ADVERTISED = "SAFIRE-0650";
    private static final String MISSING_CAPABILITY = "SAFIRE-0061";
    private static final String MISSING_METHOD = "SAFIRE-0062";
    private static final String MISSING_ALGORITHM = "SAFIRE-0063";
    private static final String UNKNOWN_METHODS = "SAFIRE-0064";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(AuthenticationSupportTest.class);
        for (String name : List.of("support-secret", "support-silent", "support-discovered")) {
            archive.server(name, "confidential-symmetric").set(name, "client-secret", "a-wrong-secret-0123");
        }
        for (String name : List.of("support-key", "support-variants")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.UNREGISTERED))
                    .set(name, "kid", "unregistered");
        }
        for (String name : List.of("support-secret", "support-key")) {
            archive.setUrl(name, "authorization-endpoint", name, "/auth/authorize")
                    .setUrl(name, "token-endpoint", name, "/auth/token");
        }
        return archive.withoutMinimumMetadataLifetime("support-variants", "support-discovered")
                .build();
    }

    @Test
    void pointsToMetadataAfterRejectedSecret() {
        SandboxServer ehr = resetServer("support-secret");
        TokenException rejection =
                catchThrowableOfType(TokenException.class, () -> launch(clients.client("support-secret"), ehr));
        assertThat(rejection)
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("Perhaps the server does not support client_secret_basic")
                .hasMessageContaining("because both endpoints are configured");
        assertThat(methodFinding(rejection).action().orElse(""))
                .contains("SmartClient.metadata()", "supportsSymmetricAuth()");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(clients.client("support-secret").metadata().supportsSymmetricAuth())
                .isTrue();
    }

    @Test
    void pointsToMetadataAfterRejectedAssertion() {
        resetServer("support-key").patchMetadata(methods("client_secret_basic"));
        TokenException rejection = catchThrowableOfType(
                TokenException.class, () -> clients.client("support-key").requestToken(Scopes.of("system/*.rs")));
        assertThat(rejection).hasMessageContaining("Perhaps the server does not support private_key_jwt");
        assertThat(methodFinding(rejection).action().orElse("")).contains("supportsAsymmetricAuth()");
        SmartMetadata metadata = clients.client("support-key").metadata();
        assertThat(metadata.supportsAsymmetricAuth()).isFalse();
        assertThat(metadata.findings(ClientType.CONFIDENTIAL_ASYMMETRIC))
                .extracting(Finding::id)
                .containsExactly(MISSING_METHOD);
    }

    @Test
    void reportsMetadataWithoutMethodsAfterRejectedSecret() {
        SandboxServer ehr = resetServer("support-silent");
        ehr.patchMetadata(
                SandboxJson.createObjectBuilder().add(METHODS, JsonValue.NULL).build());
        TokenException rejection =
                catchThrowableOfType(TokenException.class, () -> launch(clients.client("support-silent"), ehr));
        assertThat(methodFinding(rejection).observed()).contains("the SMART configuration has no " + METHODS);
        assertThat(methodFinding(rejection).confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(rejection.findings().get(0).id())
                .as("the most likely cause is first")
                .isNotEqualTo(UNKNOWN_METHOD);
    }

    @Test
    void doesNotMentionMethodThatServerPublishes() {
        SandboxServer ehr = resetServer("support-discovered");
        TokenException rejection =
                catchThrowableOfType(TokenException.class, () -> launch(clients.client("support-discovered"), ehr));
        assertThat(rejection)
                .hasMessageContaining("invalid_client")
                .hasMessageNotContaining("Perhaps the server does not support");
    }

    @Test
    void suggestsNoClientTypeForClientCredentials() {
        for (String name : List.of("support-discovered", "support-variants")) {
            SandboxServer ehr = resetServer(name);
            ehr.patchMetadata(methods("client_secret_basic"));
            ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
            Credential key = Credential.key(TestKeys.pem(TestKeys.UNREGISTERED), "unregistered");
            TokenException rejection = catchThrowableOfType(
                    TokenException.class, () -> clients.client(name).with(key).requestToken(Scopes.of("system/*.rs")));
            assertThat(ids(rejection.findings())).as(name).contains(ASSERTION_NOT_ADVERTISED);
            assertThat(rejection)
                    .hasMessageContaining("token_endpoint_auth_methods_supported: client_secret_basic")
                    .hasMessageContaining("allow private_key_jwt for the client_id app-" + name)
                    .hasMessageNotContaining("client-type");
        }
    }

    @Test
    void explainsUnsupportedClientTypes() {
        SmartMetadata normal = metadata(JsonValue.EMPTY_JSON_OBJECT);
        for (ClientType type : ClientType.values()) {
            assertThat(normal.findings(type)).as(type.value()).isEmpty();
        }
        SmartMetadata none = metadata(SandboxJson.createObjectBuilder()
                .add("capabilities", JsonValue.EMPTY_JSON_ARRAY)
                .build());
        for (ClientType type : ClientType.values()) {
            assertThat(ids(none.findings(type))).as(type.value()).containsExactly(MISSING_CAPABILITY);
        }
        SmartMetadata other = metadata(methods("private_key_jwt"));
        assertThat(other.supportsSymmetricAuth()).isFalse();
        assertThat(ids(other.findings(ClientType.CONFIDENTIAL_SYMMETRIC))).containsExactly(MISSING_METHOD);
        assertThat(other.findings(ClientType.CONFIDENTIAL_ASYMMETRIC)).isEmpty();
        SmartMetadata post = metadata(methods("client_secret_post"));
        assertThat(post.supportsSymmetricAuth()).isTrue();
        assertThat(post.findings(ClientType.CONFIDENTIAL_SYMMETRIC)).isEmpty();
        SmartMetadata foreign = metadata(array(ALGORITHMS, "RS256"));
        assertThat(foreign.supportsAsymmetricAuth()).isFalse();
        assertThat(ids(foreign.findings(ClientType.CONFIDENTIAL_ASYMMETRIC))).containsExactly(MISSING_ALGORITHM);
    }

    @Test
    void reportsThatMethodsAreUnknownWithoutMember() {
        SmartMetadata silent = metadata(
                SandboxJson.createObjectBuilder().add(METHODS, JsonValue.NULL).build());
        assertThat(silent.supportsSymmetricAuth() && silent.supportsAsymmetricAuth())
                .isTrue();
        assertEach(List.of(ClientType.CONFIDENTIAL_SYMMETRIC, ClientType.CONFIDENTIAL_ASYMMETRIC), type -> {
            assertThat(silent.findings(type)).singleElement().satisfies(finding -> {
                assertThat(finding.id()).isEqualTo(UNKNOWN_METHODS);
                assertThat(finding.severity()).isEqualTo(Severity.INFO);
            });
        });
        assertThat(silent.findings(ClientType.PUBLIC)).isEmpty();
        assertThat(contradictions(silent)).isEmpty();
    }

    @Test
    void reportsCapabilityThatMethodsExclude() {
        assertThat(contradictions(metadata(methods("none")))).containsExactly(MISSING_METHOD, MISSING_METHOD);
        assertThat(contradictions(metadata(array(ALGORITHMS, "RS256")))).containsExactly(MISSING_ALGORITHM);
        assertThat(contradictions(metadata(methods("client_secret_post", "private_key_jwt"))))
                .isEmpty();
        JsonObject publicOnly = SandboxJson.createObjectBuilder(methods("none"))
                .add("capabilities", SandboxJson.createArrayBuilder().add("client-public"))
                .build();
        assertThat(contradictions(metadata(publicOnly))).isEmpty();
    }

    private SmartMetadata metadata(JsonObject mergePatch) {
        SandboxServer ehr = resetServer("support-variants");
        ehr.patchMetadata(mergePatch);
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
        return clients.client("support-variants").metadata();
    }

    private static Finding methodFinding(TokenException rejection) {
        return rejection.findings().stream()
                .filter(finding -> finding.id().equals(UNKNOWN_METHOD))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the findings of the conformance check that concern client authentication. */
    private static List<String> contradictions(SmartMetadata metadata) {
        return ids(metadata.conformance()).stream()
                .filter(List.of(MISSING_CAPABILITY, MISSING_METHOD, MISSING_ALGORITHM, UNKNOWN_METHODS)::contains)
                .toList();
    }

    private static List<String> ids(List<Finding> findings) {
        return findings.stream().map(Finding::id).toList();
    }

    private static JsonObject methods(String... values) {
        return array(METHODS, values);
    }

    private static JsonObject array(String member, String... values) {
        JsonArrayBuilder array = SandboxJson.createArrayBuilder();
        List.of(values).forEach(array::add);
        return SandboxJson.createObjectBuilder().add(member, array).build();
    }
}
