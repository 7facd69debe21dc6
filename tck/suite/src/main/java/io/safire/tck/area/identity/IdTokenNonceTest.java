package io.safire.tck.area.identity;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.area.identity.IdTokenLaunch.expectRejection;
import static io.safire.tck.area.identity.IdTokenLaunch.launch;
import static io.safire.tck.area.identity.IdTokenLaunch.object;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The nonce: in the authorization request, and its validation in the ID token with the negative cases. */
@SharedApplication("protocol")
@Tag("identity")
@ArquillianTest
public class IdTokenNonceTest {

    private static final String SERVER = "id-nonce";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(IdTokenNonceTest.class).with(IdTokenLaunch.class);
        for (String name : List.of(SERVER, "id-no-nonce")) {
            archive.server(name, "public");
        }
        return archive.set("id-no-nonce", "nonce", "false").build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void sendsFreshNonceWithOpenidScope() {
        resetServer(SERVER);
        SmartClient client = clients.client(SERVER);
        AuthorizationRequest one = client.authorize(Launch.standalone());
        AuthorizationRequest other = client.authorize(Launch.standalone());
        assertThat(one.nonce()).isPresent();
        assertThat(one.nonce().orElseThrow()).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(one.state());
        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.uri().getQuery()).contains("nonce=" + one.nonce().orElseThrow());
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void sendsNoNonceWithoutOpenidScope() {
        resetServer(SERVER);
        AuthorizationRequest anonymous = clients.client(SERVER)
                .authorize(Launch.standalone(), AuthorizationOptions.withScopes(Scopes.parse("fhirUser patient/*.rs")));
        assertThat(anonymous.parameters()).doesNotContainKey("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void sendsNoNonceIfSettingIsFalse() {
        resetServer("id-no-nonce");
        AuthorizationRequest request = clients.client("id-no-nonce").authorize(Launch.standalone());
        assertThat(request.nonce()).isEmpty();
        assertThat(request.parameters()).doesNotContainKey("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void expectsNoNonceIfSettingIsFalse() {
        IdTokenPlan withoutNonce = normal().claims(object("nonce", JsonValue.NULL));
        TokenResponse tokens = launch(clients.client("id-no-nonce"), resetServer("id-no-nonce"), withoutNonce);
        assertThat(tokens.identity()).isPresent();
        assertThat(tokens.findings()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void namesSettingForMissingNonce() {
        assertThat(rejectionOf(normal().claims(object("nonce", JsonValue.NULL))))
                .hasMessageContaining("safire." + SERVER + ".nonce")
                .satisfies(saying("safire." + SERVER + ".nonce=false"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void reportsNonceDespiteSetting() {
        SandboxServer ehr = resetServer("id-no-nonce");
        assertNonceFinding(launch(clients.client("id-no-nonce"), ehr, normal().claims(object("nonce", "of-server"))));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void validatesNonceOfApplicationDespiteSetting() {
        SandboxServer ehr = resetServer("id-no-nonce");
        SmartClient client = clients.client("id-no-nonce");
        ehr.setIdTokenPlan(normal().claims(object("nonce", "of-server")));
        assertThatThrownBy(() -> client.exchange(code(client, ehr).withNonce("of-application")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("nonce");
        assertThat(client.exchange(code(client, ehr).withNonce("of-server")).findings())
                .isEmpty();
        ehr.setIdTokenPlan(normal().claims(object("nonce", JsonValue.NULL)));
        assertNonceFinding(client.exchange(code(client, ehr).withNonce("of-application")));
    }

    private static void assertNonceFinding(TokenResponse tokens) {
        assertThat(tokens.identity()).isPresent();
        assertThat(tokens.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("nonce", "safire.id-no-nonce.nonce"));
    }

    private static AuthorizationCode code(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        return AuthorizationCode.of(response.code().orElseThrow(), request.codeVerifier(), TckArchive.REDIRECT_URI)
                .withIss(response.iss().orElseThrow())
                .withScopes(request.scopes());
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsNonceOfAnotherRequest() {
        assertThat(rejectionOf(normal().claims(object("nonce", "of-another-request"))))
                .hasMessageContaining("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMissingOrEmptyNonce() {
        assertEach(
                Map.of("missing", object("nonce", JsonValue.NULL), "empty", object("nonce", "")),
                claim -> assertThat(rejectionOf(normal().claims(claim))).hasMessageContaining("nonce"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsSimilarNonce() {
        SandboxServer ehr = resetServer(SERVER);
        SmartClient client = clients.client(SERVER);
        Map<String, UnaryOperator<String>> changes = Map.of(
                "longer", nonce -> nonce + "x",
                "shorter", nonce -> nonce.substring(1),
                "upper case", nonce -> nonce.toUpperCase(Locale.ROOT));
        assertEach(changes, change -> {
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse response = authorize(ehr, request);
            String similar = change.apply(request.nonce().orElseThrow());
            ehr.setIdTokenPlan(normal().claims(object("nonce", similar)));
            assertThat(expectRejection(client, () -> client.exchange(request, response)))
                    .hasMessageContaining("nonce")
                    .satisfies(saying("nonce differs from the nonce of the authorization request"));
        });
    }

    /** Returns the exception of a launch whose ID token follows the plan. */
    private ValidationException rejectionOf(IdTokenPlan plan) {
        return expectRejection(clients.client(SERVER), resetServer(SERVER), plan);
    }
}
