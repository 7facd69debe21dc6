package io.safire.tck.area.identity;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.area.identity.IdTokenLaunch.expectRejection;
import static io.safire.tck.area.identity.IdTokenLaunch.json;
import static io.safire.tck.area.identity.IdTokenLaunch.launch;
import static io.safire.tck.area.identity.IdTokenLaunch.object;
import static io.safire.tck.area.identity.IdTokenLaunch.withoutKidAndTyp;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClients;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of the issuer of ID tokens: where the client loads them, how long it caches them, and which keys it uses. */
@SharedApplication("protocol")
@Tag("identity")
@ArquillianTest
public class IdTokenKeysTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(IdTokenKeysTest.class).with(IdTokenLaunch.class);
        for (String name : List.of(
                "id-discovered",
                "id-fallback",
                "id-keyless",
                "id-cached",
                "id-rotated",
                "id-storm",
                "id-ignored-keys",
                "id-two-keys",
                "id-shared",
                "id-shared-keys")) {
            archive.server(name, "public");
        }
        return archive.set("id-shared", "issuer", "shared.example.com")
                .setUrl("id-shared", "callback-issuer", "id-shared", "/auth")
                .set("id-shared-keys", "issuer", "shared.example.com")
                .setUrl("id-shared-keys", "callback-issuer", "id-shared-keys", "/auth")
                .setUrl("id-shared-keys", "jwks-uri", "id-shared-keys", "/auth/jwks")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void loadsJwksByOpenidConfiguration() throws Exception {
        JsonObject keys = publishedKeys(server("id-discovered"));
        SandboxServer ehr = resetServer("id-discovered");
        SandboxServer stranger = resetServer("id-foreign");
        ehr.patchMetadata(object("jwks_uri", stranger.issuer() + "/jwks"));
        URI moved = ehr.publish("id-discovered.json", keys, "max-age=3600");
        ehr.script(
                Endpoint.OPENID_CONFIGURATION, ScriptedResponse.normal().patch(object("jwks_uri", moved.toString())));
        Throwable outcome = catchThrowable(() -> launch(clients.client("id-discovered"), ehr));
        assertThat(stranger.requests(Endpoint.JWKS)).isEmpty();
        assertThat(ehr.requests(Endpoint.JWKS)).isEmpty();
        assertThat(ehr.requests(Endpoint.OPENID_CONFIGURATION)).hasSize(1);
        assertThat(ehr.requests(Endpoint.PUBLISHED)).hasSize(1);
        assertThat(outcome).isNull();
    }

    @Test
    void fallsBackToJwksUriOfSmartMetadataAfter404() {
        SandboxServer ehr = resetServer("id-fallback");
        ehr.script(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.status(404));
        assertThat(launch(clients.client("id-fallback"), ehr).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void rejectsOpenidConfigurationOfOtherIssuer() {
        SandboxServer keyless = resetServer("id-keyless");
        keyless.patchMetadata(object("jwks_uri", JsonValue.NULL));
        keyless.script(
                Endpoint.OPENID_CONFIGURATION,
                ScriptedResponse.normal().patch(object("issuer", "https://as.attacker.example")));
        assertThat(expectRejection(clients.client("id-keyless"), keyless, normal()))
                .hasMessageContaining("openid-configuration")
                .satisfies(saying("openid-configuration names a different issuer"));
        assertThat(keyless.requests(Endpoint.JWKS)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void cachesJwks() {
        SandboxServer ehr = resetServer("id-cached");
        launch(clients.client("id-cached"), ehr);
        launch(clients.client("id-cached"), ehr);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void reloadsJwksForUnknownKid() {
        SandboxServer ehr = resetServer("id-rotated");
        launch(clients.client("id-rotated"), ehr);
        ehr.replaceKeys("ES384");
        Throwable outcome = catchThrowable(() -> launch(clients.client("id-rotated"), ehr));
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(2);
        assertThat(outcome).isNull();
        assertThat(launch(clients.client("id-rotated"), ehr).identity()).isPresent();
    }

    @Test
    void limitsJwksReloadsForUnknownKids() {
        SandboxServer ehr = resetServer("id-storm");
        assertEach(List.of("invented-0", "invented-1", "invented-2"), kid -> {
            IdTokenPlan invented = normal().header(object("kid", kid)).signedBy(IdTokenSigner.UNPUBLISHED_KEY);
            assertThat(expectRejection(clients.client("id-storm"), ehr, invented))
                    .hasMessageContaining(kid)
                    .hasMessageContaining("id-1");
        });
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(2);
    }

    @Test
    void namesIgnoredKeysOfIssuer() {
        SandboxServer ehr = resetServer("id-ignored-keys");
        String keys = """
                {"keys":[{"kty":"RSA","kid":"k1","x5c":["MIIB"]},
                {"kty":"RSA","kid":"k2","alg":"RSA256","n":"AQAB","e":"AQAB"},
                {"kty":"RSA","kid":"k3","use":"signature","n":"AQAB","e":"AQAB"}]}""";
        ScriptedResponse unusable = ScriptedResponse.status(200).body("application/json", keys);
        ehr.script(Endpoint.JWKS, unusable, unusable);
        assertThat(expectRejection(clients.client("id-ignored-keys"), ehr, normal()))
                .hasMessageContaining("k1")
                .hasMessageContaining("k2")
                .hasMessageContaining("RSA256")
                .hasMessageContaining("k3")
                .satisfies(saying(
                        "SAFIRE-0806 ",
                        "contains: no usable keys; ignored: k1 (it lacks n, e, and x5c does not replace them)",
                        "k2 (its alg is RSA256, not one of RS256, ",
                        "k3 (its use is signature, not sig)"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void usesNoKeysOfMetadataForIssuerThatServersShare() {
        SandboxServer ehr = resetServer("id-shared");
        IdTokenPlan shared = normal().claims(object("iss", "shared.example.com"));
        assertThat(expectRejection(clients.client("id-shared"), ehr, shared))
                .hasMessageContaining("id-shared-keys")
                .hasMessageContaining("safire.id-shared.jwks-uri");
        assertThat(ehr.requests(Endpoint.JWKS)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void usesConfiguredKeysForIssuerThatServersShare() {
        IdTokenPlan shared = normal().claims(object("iss", "shared.example.com"));
        assertThat(launch(clients.client("id-shared-keys"), resetServer("id-shared-keys"), shared)
                        .identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMissingKidIfServerHasSeveralKeys() {
        SandboxServer ehr = resetServer("id-two-keys");
        ehr.addKeys("RS256");
        ehr.addKeys("RS256");
        assertThat(expectRejection(clients.client("id-two-keys"), ehr, withoutKidAndTyp()))
                .hasMessageContaining("kid");
    }

    /** Reads the JWKS of a server without the library. */
    private static JsonObject publishedKeys(SandboxServer ehr) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(ehr.issuer() + "/jwks")).build();
        return json(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
