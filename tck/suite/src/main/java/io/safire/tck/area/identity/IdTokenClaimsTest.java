package io.safire.tck.area.identity;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.area.identity.IdTokenLaunch.expectRejection;
import static io.safire.tck.area.identity.IdTokenLaunch.launch;
import static io.safire.tck.area.identity.IdTokenLaunch.object;
import static io.safire.tck.area.identity.IdTokenLaunch.timeClaim;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Claims of the ID token except the nonce: each validation rule with its negative cases. */
@SharedApplication("protocol")
@Tag("identity")
@ArquillianTest
public class IdTokenClaimsTest {

    private static final String SERVER = "id-claims";
    private static final String CLIENT_ID = "app-" + SERVER;
    private static final JsonObject SEVERAL_AUDIENCES = object("aud", audiences("app-other", CLIENT_ID));

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(IdTokenClaimsTest.class).with(IdTokenLaunch.class);
        for (String name : List.of(SERVER, "id-issuer", "id-audiences", "id-text-issuer", "id-unknown")) {
            archive.server(name, "public");
        }
        return archive.setIssuer("id-issuer")
                .set("id-audiences", "id-token-audiences", "https://platform.example, other")
                .set("id-text-issuer", "issuer", "accounts.example.com")
                .setUrl("id-text-issuer", "callback-issuer", "id-text-issuer", "/auth")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void rejectsOtherIssuerWithoutContactingIt() {
        SandboxServer foreign = resetServer("id-foreign");
        assertThat(rejectionOf(normal().claims(object("iss", foreign.issuer().toString()))))
                .hasMessageContaining(foreign.issuer().toString())
                .hasMessageContaining("safire." + SERVER + ".issuer");
        assertThat(foreign.requests(Endpoint.OPENID_CONFIGURATION)).isEmpty();
        assertThat(foreign.requests(Endpoint.JWKS)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void rejectsSimilarOrMissingIssuer() {
        String issuer = server(SERVER).issuer().toString();
        assertEach(
                Map.of(
                        "trailing slash", object("iss", issuer + "/"),
                        "without path", object("iss", issuer.replace("/auth", "")),
                        "missing", object("iss", JsonValue.NULL)),
                claim -> rejectionOf(normal().claims(claim)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void expectsIssuerOfSetting() {
        SandboxServer ehr = resetServer("id-issuer");
        ehr.patchMetadata(object("issuer", "https://as.example"));
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        assertThat(launch(clients.client("id-issuer"), ehr).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void namesSettingOfIssuerIfMetadataHasNone() {
        SandboxServer unknown = resetServer("id-unknown");
        unknown.patchMetadata(object("issuer", JsonValue.NULL));
        assertThat(expectRejection(clients.client("id-unknown"), unknown, normal()))
                .hasMessageContaining("safire.id-unknown.issuer");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsConfiguredIssuerThatIsNoHttpsUrl() {
        IdTokenPlan plan = normal().claims(object("iss", "accounts.example.com"));
        assertThat(launch(clients.client("id-text-issuer"), resetServer("id-text-issuer"), plan)
                        .identity()
                        .orElseThrow()
                        .issuer())
                .isEqualTo("accounts.example.com");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsOtherIssuerIfConfiguredIssuerIsNoHttpsUrl() {
        assertThat(expectRejection(clients.client("id-text-issuer"), resetServer("id-text-issuer"), normal()))
                .hasMessageContaining("accounts.example.com");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenForAnotherAudience() {
        assertThat(rejectionOf(normal().claims(object("aud", "app-other")))).hasMessageContaining("app-other");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMissingOrEmptyAudience() {
        assertEach(
                Map.of("missing", object("aud", JsonValue.NULL), "empty array", object("aud", audiences())),
                claim -> rejectionOf(normal().claims(claim)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsAudienceInArray() {
        assertThat(launchWith(normal().claims(object("aud", audiences(CLIENT_ID))))
                        .identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsSimilarAudience() {
        List<String> similar =
                List.of(CLIENT_ID + "-2", "app-id-claim", CLIENT_ID.toUpperCase(Locale.ROOT), CLIENT_ID + ",app-other");
        assertEach(similar, audience -> assertThat(rejectionOf(normal().claims(object("aud", audience))))
                .hasMessageContaining(audience));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsAudienceInNestedArray() {
        JsonArrayBuilder nested = SandboxJson.createArrayBuilder().add(audiences(CLIENT_ID));
        rejectionOf(normal().claims(object("aud", nested.build())));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void reportsSeveralAudiencesWithoutAzp() {
        TokenResponse withoutAzp = launchWith(normal().claims(SEVERAL_AUDIENCES));
        assertThat(withoutAzp.identity()).isPresent();
        assertThat(withoutAzp.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("app-other", "safire." + SERVER + ".id-token-audiences"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsAzpOfAnotherClient() {
        assertThat(rejectionOf(normal().claims(withAzp("app-other")))).hasMessageContaining("azp");
        assertEach(List.of("app-other", CLIENT_ID + "-2"), azp -> rejectionOf(normal().claims(object("azp", azp))));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsSeveralAudiencesWithAzpOfThisClient() {
        assertThat(launchWith(normal().claims(withAzp(CLIENT_ID))).identity()).isPresent();
    }

    private static JsonObject withAzp(String client) {
        return SandboxJson.createObjectBuilder(SEVERAL_AUDIENCES)
                .add("azp", client)
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsFurtherAudiencesOfSetting() {
        assertEach(List.of("https://platform.example", "other"), allowed -> {
            TokenResponse tokens = launchWithAudience("id-audiences", allowed, "app-id-audiences");
            assertThat(tokens.identity()).isPresent();
            assertThat(tokens.findings()).isEmpty();
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsFurtherAudienceThatSettingDoesNotList() {
        IdTokenPlan plan = normal().claims(object("aud", audiences("https://unlisted.example", "app-id-audiences")));
        assertThat(expectRejection(clients.client("id-audiences"), resetServer("id-audiences"), plan))
                .hasMessageContaining("https://unlisted.example")
                .hasMessageContaining("safire.id-audiences.id-token-audiences");
    }

    private TokenResponse launchWithAudience(String name, String... audiences) {
        return launch(clients.client(name), resetServer(name), normal().claims(object("aud", audiences(audiences))));
    }

    private static JsonValue audiences(String... names) {
        JsonArrayBuilder audiences = SandboxJson.createArrayBuilder();
        List.of(names).forEach(audiences::add);
        return audiences.build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsExpiredIdToken() {
        assertThat(rejectionOf(normal().claims(timeClaim("exp", Duration.ofMinutes(-5)))))
                .hasMessageContaining("exp")
                .satisfies(saying("it has expired (exp is"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMissingOrMalformedExp() {
        rejectionOf(normal().claims(object("exp", JsonValue.NULL)));
        assertThat(rejectionOf(normal().claims(object("exp", "tomorrow"))))
                .hasMessageContaining("exp")
                .satisfies(saying("exp is a string, but must be a number"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenIssuedInFuture() {
        assertThat(rejectionOf(normal().claims(timeClaim("iat", Duration.ofMinutes(5)))))
                .hasMessageContaining("iat")
                .satisfies(saying("it was issued in the future (iat is"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMissingIat() {
        rejectionOf(normal().claims(object("iat", JsonValue.NULL)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsServerClockFourMinutesAhead() {
        SandboxServer ehr = resetServer(SERVER);
        ehr.setClockOffset(Duration.ofMinutes(4));
        assertThat(launch(clients.client(SERVER), ehr).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsServerClockTwentyMinutesAhead() {
        SandboxServer ehr = resetServer(SERVER);
        ehr.setClockOffset(Duration.ofMinutes(20));
        assertThat(expectRejection(clients.client(SERVER), ehr, normal()))
                .hasMessageContaining("iat")
                .satisfies(saying("it was issued in the future (iat is"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenIssuedMoreThanOneDayAgo() {
        assertThat(rejectionOf(normal().claims(timeClaim("iat", Duration.ofHours(-25)))))
                .hasMessageContaining("iat")
                .satisfies(saying("it was issued more than a day ago (iat is"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsIdTokenIssuedLessThanOneDayAgo() {
        assertThat(launchWith(normal().claims(timeClaim("iat", Duration.ofHours(-23))))
                        .identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenThatIsNotValidYet() {
        assertThat(rejectionOf(normal().claims(timeClaim("nbf", Duration.ofMinutes(5)))))
                .hasMessageContaining("nbf")
                .satisfies(saying("it is not valid yet (nbf is"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsIdTokenWithPastNbf() {
        assertThat(launchWith(normal().claims(timeClaim("nbf", Duration.ofMinutes(-5))))
                        .identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsExpiredIdTokenDespiteServerClock() {
        assertEach(List.of(Duration.ofMinutes(-4), Duration.ofHours(-20)), behind -> {
            SandboxServer ehr = resetServer(SERVER);
            ehr.setClockOffset(behind);
            JsonObject times = SandboxJson.createObjectBuilder()
                    .add("iat", Instant.now().minusSeconds(600).getEpochSecond())
                    .add("exp", Instant.now().minusSeconds(90).getEpochSecond())
                    .build();
            assertThat(expectRejection(clients.client(SERVER), ehr, normal().claims(times)))
                    .hasMessageContaining("exp")
                    .satisfies(saying("it has expired"));
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMissingOrMalformedSub() {
        assertEach(
                Map.of("missing", JsonValue.NULL, "object", JsonValue.EMPTY_JSON_OBJECT),
                sub -> rejectionOf(normal().claims(object("sub", sub))));
        assertThat(rejectionOf(normal().claims(object("sub", SandboxJson.createValue(4711)))))
                .hasMessageContaining("sub")
                .satisfies(saying("sub is a number, but must be a string"))
                .hasMessageNotContaining("4711");
    }

    /** Returns the exception of a launch whose ID token follows the plan. */
    private ValidationException rejectionOf(IdTokenPlan plan) {
        return expectRejection(clients.client(SERVER), resetServer(SERVER), plan);
    }

    private TokenResponse launchWith(IdTokenPlan plan) {
        return launch(clients.client(SERVER), resetServer(SERVER), plan);
    }
}
