package io.safire.tck.area.identity;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.area.identity.IdTokenLaunch.expectRejection;
import static io.safire.tck.area.identity.IdTokenLaunch.json;
import static io.safire.tck.area.identity.IdTokenLaunch.launch;
import static io.safire.tck.area.identity.IdTokenLaunch.object;
import static io.safire.tck.area.identity.IdTokenLaunch.withoutKidAndTyp;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.JdkSignature;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signature of the ID token: the accepted algorithms, and the rules for the header and the signature with their negative cases. */
@SharedApplication("protocol")
@Tag("identity")
@ArquillianTest
public class IdTokenSigningTest {

    private static final String SERVER = "id-signature";

    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(IdTokenSigningTest.class).with(IdTokenLaunch.class);
        for (String name : List.of(SERVER, "id-jdk", "id-algorithms")) {
            archive.server(name, "public");
        }
        return archive.build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsAsymmetricSignatureAlgorithms() {
        SandboxServer ehr = resetServer("id-algorithms");
        ehr.replaceKeys(ALGORITHMS.toArray(String[]::new));
        assertEach(ALGORITHMS, algorithm -> assertThat(
                        launch(clients.client("id-algorithms"), ehr, normal().algorithm(algorithm))
                                .identity())
                .isPresent());
    }

    /** The JDK signs the ID tokens, so that the test does not depend on the library that the server uses. */
    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void acceptsIdTokenSignedByJdk() {
        SandboxServer ehr = resetServer("id-jdk");
        URI keys = ehr.publish("id-jdk.json", testKeys(), "max-age=3600");
        ehr.script(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.normal().patch(object("jwks_uri", keys.toString())));
        assertEach(List.of("RS256", "PS256", "ES384"), algorithm -> {
            boolean isElliptic = algorithm.startsWith("ES");
            JsonObject header = SandboxJson.createObjectBuilder()
                    .add("alg", algorithm)
                    .add("kid", isElliptic ? "ec-1" : "rsa-1")
                    .build();
            TokenResponse tokens = launchWithJdk("id-jdk", ehr, isElliptic ? TestKeys.EC : TestKeys.RSA, header);
            assertThat(tokens.identity().map(IdToken::subject)).contains("dr-1");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsKeyInHeader() {
        SandboxServer ehr = resetServer(SERVER);
        JsonObject header = SandboxJson.createObjectBuilder()
                .add("alg", "RS256")
                .add("kid", "id-1")
                .add("jwk", JdkSignature.key(testKeys(), "rsa-1"))
                .build();
        assertThat(expectRejection(clients.client(SERVER), () -> launchWithJdk(SERVER, ehr, TestKeys.RSA, header)))
                .hasMessageContaining("id-1")
                .satisfies(saying("the signature matches no key with the kid id-1"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsKeySetNamedInHeaderWithoutRequest() {
        SandboxServer ehr = resetServer(SERVER);
        SandboxServer foreign = resetServer("id-foreign");
        JsonObject keys = json(testKeys().toString().replace("rsa-1", "id-1"));
        JsonObject header = SandboxJson.createObjectBuilder()
                .add("alg", "RS256")
                .add("kid", "id-1")
                .add("jku", foreign.publish("id-1.json", keys, "max-age=3600").toString())
                .build();
        assertThat(expectRejection(clients.client(SERVER), () -> launchWithJdk(SERVER, ehr, TestKeys.RSA, header)))
                .hasMessageContaining("id-1")
                .satisfies(saying("the signature matches no key with the kid id-1"));
        assertThat(foreign.requests(Endpoint.PUBLISHED)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsUnsignedIdToken() {
        assertThat(rejectionOf(normal().signedBy(IdTokenSigner.UNSIGNED))).hasMessageContaining("none");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsPublicKeyAsHmacSecret() {
        assertThat(rejectionOf(normal().signedBy(IdTokenSigner.PUBLIC_KEY_AS_SECRET)))
                .hasMessageContaining("HS256");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void rejectsSignatureOfUnknownKey() {
        assertThat(rejectionOf(normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY)))
                .satisfies(saying("signature"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsMissingKidAndTyp() {
        assertThat(launchWith(withoutKidAndTyp()).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsTypOfLogoutToken() {
        rejectionOf(normal().header(object("typ", "logout+jwt")));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsUnencodedPayloadOption() {
        assertThat(rejectionOf(normal().header(object("b64", JsonValue.FALSE)))).hasMessageContaining("b64");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsB64HeaderThatIsTrue() {
        assertThat(launchWith(normal().header(object("b64", JsonValue.TRUE))).identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsCriticalHeader() {
        assertThat(rejectionOf(normal().header(object("crit", "exp"))))
                .hasMessageContaining("crit")
                .satisfies(saying("its header has crit"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsSignatureThatIsNotBase64url() {
        assertEach(List.of("!", "=", "==", "+", "%0A", "\n"), ending -> assertThat(
                        rejectionOf(normal().appendAfterSigning(ending)))
                .satisfies(saying("its signature is not base64url")));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMalformedIdToken() {
        assertEach(List.of("garbage", "a.b.c", "e30.e30.", "a.b.c.d.e"), text -> rejectionOf(IdTokenPlan.text(text)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsOversizedIdToken() {
        rejectionOf(normal().padding(100_000));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsOversizedTokenResponse() {
        SandboxServer ehr = resetServer(SERVER);
        assertThatThrownBy(() -> launch(clients.client(SERVER), ehr, normal().padding(2 << 20)))
                .isInstanceOf(TokenException.class);
    }

    /** Returns the exception of a launch whose ID token follows the plan. */
    private ValidationException rejectionOf(IdTokenPlan plan) {
        return expectRejection(clients.client(SERVER), resetServer(SERVER), plan);
    }

    private TokenResponse launchWith(IdTokenPlan plan) {
        return launch(clients.client(SERVER), resetServer(SERVER), plan);
    }

    /** Launches with a correct ID token, which the JDK signs with the given key. */
    private TokenResponse launchWithJdk(String name, SandboxServer ehr, KeyPair key, JsonObject header) {
        SmartClient client = clients.client(name);
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        JsonObject claims = SandboxJson.createObjectBuilder()
                .add("iss", ehr.issuer().toString())
                .add("sub", "dr-1")
                .add("aud", "app-" + name)
                .add("iat", Instant.now().getEpochSecond())
                .add("exp", Instant.now().plusSeconds(300).getEpochSecond())
                .add("nonce", request.nonce().orElseThrow())
                .build();
        ehr.setIdTokenPlan(IdTokenPlan.text(JdkSignature.sign(key.getPrivate(), header, claims)));
        return client.exchange(request, response);
    }

    /** Returns the test keys as a JWKS whose keys are not restricted to one algorithm. */
    private static JsonObject testKeys() {
        return json(TestKeys.jwks().replaceAll("\"alg\":\"[A-Z0-9]+\",", ""));
    }
}
