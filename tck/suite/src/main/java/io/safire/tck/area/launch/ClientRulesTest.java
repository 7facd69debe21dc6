package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CodeVerifier;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.FhirContext;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules whose verification needs many requests or several clients. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class ClientRulesTest {

    private static final int SAMPLE_SIZE = 256;
    private static final double MIN_RANDOM_BITS = 122;

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ClientRulesTest.class)
                .server("rules", "public")
                .server("other", "public")
                .server("untouched", "public")
                .server("variants", "public")
                .withoutMinimumMetadataLifetime("variants")
                .server("typeless", "public")
                .server("typeless-html", "public")
                .server("secret", "confidential-symmetric")
                .set("secret", "client-secret", CLIENT_SECRET)
                .server("both", "confidential-symmetric")
                .set("both", "client-secret", CLIENT_SECRET)
                .set("both", "private-key", TestKeys.pem(TestKeys.EC))
                .set("both", "kid", "ec-1")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/2", "smart-2.2.0/39", "smart-2.2.0/40"})
    void generatesUniqueStatesWith122RandomBits() {
        SandboxServer ehr = resetServer("rules");
        SmartClient client = clients.client("rules");
        for (int count = 0; count < SAMPLE_SIZE; count++) {
            ehr.authorize(client.authorize(Launch.standalone()).uri());
        }
        List<String> states = ehr.requests(Endpoint.AUTHORIZE).stream()
                .map(sent -> sent.query().getOrDefault("state", ""))
                .toList();
        assertThat(states).hasSize(SAMPLE_SIZE).doesNotHaveDuplicates();
        assertThat(countRandomBits(states)).isGreaterThan(MIN_RANDOM_BITS - 0.1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/13", "smart-2.2.0/44", "smart-2.2.0/70"})
    void derivesCodeChallengeFromRandomVerifier() throws GeneralSecurityException {
        SandboxServer ehr = resetServer("rules");
        SmartClient client = clients.client("rules");
        List<String> verifiers = new ArrayList<>();
        for (int count = 0; count < SAMPLE_SIZE; count++) {
            AuthorizationRequest request = client.authorize(Launch.standalone());
            ehr.authorize(request.uri());
            verifiers.add(request.codeVerifier());
        }
        List<RecordedRequest> sent = ehr.requests(Endpoint.AUTHORIZE);
        for (int index = 0; index < SAMPLE_SIZE; index++) {
            String verifier = verifiers.get(index);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            assertThat(sent.get(index).query().get("code_challenge"))
                    .as("request " + index)
                    .isEqualTo(challenge);
            assertThat(sent.get(index).query().values()).as("request " + index).doesNotContain(verifier);
            assertThat(new CodeVerifier(verifier).challenge())
                    .as("request " + index)
                    .isEqualTo(challenge);
        }
        assertThat(countRandomBits(verifiers)).isGreaterThan(2 * MIN_RANDOM_BITS);
    }

    @Test
    void rejectsExchangeAtAnotherServer() {
        SandboxServer rules = resetServer("rules");
        rules.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        SandboxServer other = resetServer("other");
        AuthorizationRequest request = clients.client("rules").authorize(Launch.standalone());
        AuthorizationResponse response = authorize(rules, request);
        assertThatThrownBy(() -> clients.client("other").exchange(request, response))
                .isInstanceOf(ValidationException.class);
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(clients.client("rules")
                        .exchange(request, response)
                        .accessToken()
                        .value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = "smart-2.2.0/191")
    void defaultsFhirContextRoleToLaunch() {
        SandboxServer ehr = resetServer("rules");
        JsonArrayBuilder context = SandboxJson.createArrayBuilder()
                .add(SandboxJson.createObjectBuilder().add("reference", "ImagingStudy/1"))
                .add(SandboxJson.createObjectBuilder()
                        .add("reference", "ImagingStudy/2")
                        .addNull("role"))
                .add(SandboxJson.createObjectBuilder()
                        .add("reference", "ImagingStudy/3")
                        .add("role", ""))
                .add(SandboxJson.createObjectBuilder()
                        .add("reference", "Observation/2")
                        .add("role", "https://role.example/compare"));
        String launch = ehr.startLaunch(SandboxJson.createObjectBuilder()
                .add("patient", "pat-1")
                .add("fhirContext", context)
                .build());
        SmartClient client = clients.client("rules");
        AuthorizationRequest request = client.authorize(
                Launch.ehr(ehr.fhirBase().toString(), launch),
                AuthorizationOptions.withScopes(Scopes.parse("launch patient/*.rs")));
        TokenResponse tokens = client.exchange(request, authorize(ehr, request));
        assertThat(tokens.context().fhirContext().stream().map(FhirContext::role))
                .containsExactly("launch", "launch", "launch", "https://role.example/compare");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/229", "smart-2.2.0/343"})
    void authenticatesClientCredentialsRequestByKeyOnly() {
        SandboxServer secret = resetServer("secret");
        assertThatThrownBy(() -> clients.client("secret").requestToken())
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.missingAttributes())
                        .containsExactly("private_key", "kid"))
                .satisfies(saying("private_key, kid"));
        assertThat(secret.requests(Endpoint.TOKEN)).isEmpty();
        SandboxServer both = resetServer("both");
        assertThatThrownBy(() -> clients.client("both").requestToken()).hasMessageContaining("invalid_client");
        RecordedRequest request = both.requests(Endpoint.TOKEN).get(0);
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.form()).doesNotContainKeys("client_id", "client_secret");
        assertThat(request.assertionHeader().getString("alg")).isEqualTo("ES384");
    }

    @Test
    @Assertion(id = "smart-2.2.0/295")
    void rejectsInvalidPrivateKeyWithoutRevealingIt() {
        resetServer("both");
        Credential garbage = Credential.key("-----BEGIN PRIVATE KEY-----c2VjcmV0-----END PRIVATE KEY-----", "ec-1");
        assertThatThrownBy(() -> clients.client("both").with(garbage).requestToken())
                .isInstanceOf(ConfigurationException.class)
                .satisfies(saying("private_key"))
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void sendsNoRequestBeforeFirstUse() {
        SandboxServer ehr = resetServer("untouched");
        SmartClient client = clients.client("untouched");
        assertThat(client.name()).isEqualTo("untouched");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        client.metadata();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/227")
    void requestsJsonMetadata() {
        SandboxServer ehr = resetServer("typeless");
        Throwable outcome = catchThrowable(() -> clients.client("typeless").metadata());
        RecordedRequest request = ehr.requests(Endpoint.SMART_CONFIGURATION).get(0);
        assertThat(request.header("accept")).contains("application/json");
        assertThat(request.header("user-agent")).isNotBlank();
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/227")
    void acceptsMetadataOfAnyContentType() {
        SandboxServer ehr = resetServer("typeless-html");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Content-Type", "text/html"));
        assertThat(launch(clients.client("typeless-html"), ehr).accessToken().value())
                .isNotBlank();
    }

    @Test
    void derivesSupportedClientTypesFromMetadata() {
        SmartMetadata none = metadataVariant("{\"capabilities\":[]}");
        assertThat(none.supportsEhrLaunch() || none.supportsStandaloneLaunch()).isFalse();
        assertThat(none.supportsPublicAuth() || none.supportsSymmetricAuth() || none.supportsAsymmetricAuth())
                .isFalse();
        SmartMetadata basic = metadataVariant("{\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\"]}");
        assertThat(basic.supportsSymmetricAuth()).isTrue();
        assertThat(basic.supportsAsymmetricAuth() || basic.supportsBackendServices())
                .isFalse();
        SmartMetadata jwt = metadataVariant("{\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"],"
                + "\"token_endpoint_auth_signing_alg_values_supported\":[\"ES384\",\"RS256\"]}");
        assertThat(jwt.supportsSymmetricAuth()).isFalse();
        assertThat(jwt.supportsAsymmetricAuth()).isTrue();
        assertThat(jwt.asymmetricSigningAlgorithmsSupported()).containsExactly("ES384");
        SmartMetadata silent = metadataVariant("{\"token_endpoint_auth_methods_supported\":null,"
                + "\"token_endpoint_auth_signing_alg_values_supported\":null}");
        assertThat(silent.supportsSymmetricAuth() && silent.supportsAsymmetricAuth())
                .isTrue();
        assertThat(silent.asymmetricSigningAlgorithmsSupported()).containsExactlyInAnyOrder("RS384", "ES384");
        SmartMetadata foreign = metadataVariant("{\"token_endpoint_auth_signing_alg_values_supported\":[\"RS256\"]}");
        assertThat(foreign.supportsAsymmetricAuth()).isFalse();
    }

    @Test
    void requiresEndpointsOfSupportedFeatures() {
        SmartMetadata bare = metadataVariant("{\"authorization_endpoint\":null,\"jwks_uri\":null,"
                + "\"registration_endpoint\":null,\"grant_types_supported\":[\"authorization_code\"]}");
        assertThat(bare.supportsEhrLaunch() || bare.supportsStandaloneLaunch()).isFalse();
        assertThat(bare.hasEhrLaunchCapability() && bare.hasStandaloneLaunchCapability())
                .isTrue();
        assertThat(bare.hasOpenIdConnectCapability()).isTrue();
        assertThat(bare.supportsOpenIdConnect()).isFalse();
        assertThat(bare.supportsDynamicRegistration()).isFalse();
        assertThat(bare.supportsBackendServices()).isFalse();
        SmartMetadata whole = metadataVariant("{\"registration_endpoint\":\"https://as.example/register\"}");
        assertThat(whole.supportsEhrLaunch() && whole.supportsStandaloneLaunch())
                .isTrue();
        assertThat(whole.supportsOpenIdConnect() && whole.supportsBackendServices())
                .isTrue();
        assertThat(whole.supportsDynamicRegistration() && whole.supportsPostBasedAuthorization())
                .isTrue();
    }

    private SmartMetadata metadataVariant(String mergePatch) {
        SandboxServer ehr = resetServer("variants");
        JsonObject patch =
                SandboxJson.createReader(new StringReader(mergePatch)).readObject();
        ehr.patchMetadata(patch);
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
        return clients.client("variants").metadata();
    }

    /**
     * Returns an upper bound of the number of random bits in a text, computed from the number of distinct characters at
     * each position.
     */
    private static double countRandomBits(List<String> texts) {
        int length = texts.stream().mapToInt(String::length).min().orElse(0);
        return IntStream.range(0, length)
                .mapToDouble(place -> Math.log(texts.stream()
                                .map(text -> text.charAt(place))
                                .distinct()
                                .count())
                        / Math.log(2))
                .sum();
    }
}
