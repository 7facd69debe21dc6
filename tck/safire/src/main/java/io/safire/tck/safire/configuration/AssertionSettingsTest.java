package io.safire.tck.safire.configuration;

import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import io.safire.error.ConfigurationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings of client assertions, their adjustment to the clock of the server, and the messages of their errors. */
@SharedApplication("protocol")
@Tag("configuration")
@ArquillianTest
public class AssertionSettingsTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(AssertionSettingsTest.class);
        for (String name : List.of("asserted", "short")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.set("short", "assertion-lifetime", "PT1M")
                .set("short", "assertion-audience", "https://as.example/token")
                .set("short", "jwks-url", "https://app.example/jwks.json")
                .set("short", "send-client-id", "true")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/324")
    void sendsOnlyRequiredAssertionClaims() {
        SandboxServer ehr = resetServer("asserted");
        Throwable outcome = catchThrowable(() -> clients.client("asserted").requestToken());
        RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(request.assertionHeader().keySet()).containsExactlyInAnyOrder("typ", "alg", "kid");
        JsonObject claims = request.assertionClaims();
        assertThat(claims.keySet()).containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti");
        assertThat(claims.getString("jti")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(outcome).isNull();
    }

    @Test
    void setsAssertionLifetimeOfFiveMinutes() {
        SandboxServer ehr = resetServer("asserted");
        Throwable outcome = catchThrowable(() -> clients.client("asserted").requestToken());
        JsonObject claims = ehr.requests(Endpoint.TOKEN).get(0).assertionClaims();
        assertThat(claims.keySet()).contains("exp", "iat");
        assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(300);
        assertThat(claims.getInt("iat")).isLessThan((int) (System.currentTimeMillis() / 1000));
        assertThat(claims.getInt("exp")).isLessThan((int) (System.currentTimeMillis() / 1000) + 300);
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/324", "smart-2.2.0/325"})
    void appliesAssertionSettings() {
        SandboxServer ehr = resetServer("short");
        assertThatThrownBy(() -> clients.client("short").requestToken()).hasMessageContaining("invalid_request");
        RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
        JsonObject claims = request.assertionClaims();
        assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(60);
        assertThat(claims.getString("aud")).isEqualTo("https://as.example/token");
        assertThat(request.assertionHeader().getString("jku", "")).isEqualTo("https://app.example/jwks.json");
        assertThat(request.parameter("client_id")).isEqualTo("app-short");
    }

    @Test
    void adjustsAssertionTimesToServerClock() {
        SandboxServer ehr = resetServer("asserted");
        SmartClient client = clients.client("asserted");
        client.requestToken();
        // an assertion expires 290 s after it was created
        assertEach(List.of(-240, 295), seconds -> {
            ehr.setClockOffset(Duration.ofSeconds(seconds));
            assertThatThrownBy(client::requestToken).hasMessageContaining("clock");
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        });
        ehr.setClockOffset(Duration.ZERO);
        assertThatThrownBy(client::requestToken).hasMessageContaining("clock");
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    @Test
    void ignoresClockDifferenceOfMoreThanFiveMinutes() {
        SandboxServer ehr = resetServer("asserted");
        SmartClient client = clients.client("asserted");
        client.requestToken();
        assertEach(List.of(-30, 45), minutes -> {
            ehr.setClockOffset(Duration.ofMinutes(minutes));
            assertThatThrownBy(client::requestToken)
                    .hasMessageContaining("Safire dates assertions with the clock of this machine");
            assertThatThrownBy(client::requestToken)
                    .hasMessageContaining("Safire dates assertions with the clock of this machine")
                    .hasMessageContaining("Synchronize the clocks");
        });
        ehr.setClockOffset(Duration.ZERO);
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
        assertThat(ehr.requests(Endpoint.TOKEN)).allSatisfy(AssertionSettingsTest::assertDatedNow);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().clockOffset(Duration.ofHours(20)));
        assertThat(client.requestToken().findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("Date");
    }

    @Test
    void ignoresDateOfServerErrorAndCachedResponse() {
        SandboxServer ehr = resetServer("asserted");
        SmartClient client = clients.client("asserted");
        Duration ahead = Duration.ofMinutes(4);
        Throwable outcome = catchThrowable(() -> {
            client.requestToken();
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503).clockOffset(ahead), ScriptedResponse.normal());
            client.requestToken();
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.normal().clockOffset(ahead).header("Age", "60"),
                    ScriptedResponse.normal());
            client.requestToken();
            client.requestToken();
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).allSatisfy(AssertionSettingsTest::assertDatedNow);
        assertThat(outcome).isNull();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(5);
    }

    @Test
    void namesExceptionOfSignerWithoutItsMessage() {
        JwsSigner failing = input -> {
            throw new IllegalStateException("pin 1234");
        };
        assertThatThrownBy(() -> clients.client("asserted")
                        .with(Credential.signer("ec-1", "ES384", failing))
                        .requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.lang.IllegalStateException")
                .hasMessageNotContaining("1234");
    }

    /**
     * Asserts that the assertion was created now. The method allows a difference of two minutes, because the machine
     * may be busy.
     */
    private static void assertDatedNow(RecordedRequest request) {
        long issuedAt = request.assertionClaims().getJsonNumber("iat").longValue();
        assertThat(issuedAt)
                .isBetween(
                        Instant.now().minusSeconds(120).getEpochSecond(),
                        Instant.now().plusSeconds(120).getEpochSecond());
    }

    @Test
    void suggestsAssertionAudienceWhenServerExpectsIssuer() {
        SandboxServer ehr = resetServer("asserted");
        ehr.setQuirks(Quirk.ISSUER_AS_ASSERTION_AUDIENCE);
        assertThatThrownBy(() -> clients.client("asserted").requestToken())
                .hasMessageContaining("safire.asserted.assertion-audience")
                .hasMessageContaining(ehr.tokenEndpoint().toString());
    }
}
