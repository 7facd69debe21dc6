package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the plans for ID tokens. */
class IdTokenIssuerTest {

    private static final String CALLBACK = "https://app.example/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static Sandbox sandbox;
    private static SandboxServer ehr;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("ehr");
        ehr.registerClient(SandboxClient.publicClient("app", CALLBACK));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
    }

    @Test
    void signsWithPublishedKeyAndAddsNonce() throws Exception {
        String token = issue(IdTokenPlan.normal());
        assertThat(verifies(token, keys().findJsonWebKey("id-1", null, null, null)))
                .isTrue();
        assertThat(part(token, 1).getString("nonce")).isEqualTo("n-of-the-request");
        assertThat(part(token, 1).getString("iss")).isEqualTo(ehr.issuer().toString());
    }

    @Test
    void signsWithUnpublishedKeyUnderPublishedKid() throws Exception {
        String token = issue(IdTokenPlan.normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY));
        assertThat(part(token, 0).getString("kid")).isEqualTo("id-1");
        assertThat(verifies(token, keys().findJsonWebKey("id-1", null, null, null)))
                .isFalse();
    }

    @Test
    void issuesUnsignedTokenAndTokenSignedWithPublicKey() throws Exception {
        assertThat(issue(IdTokenPlan.normal().signedBy(IdTokenSigner.UNSIGNED))).endsWith(".");
        String token = issue(IdTokenPlan.normal().signedBy(IdTokenSigner.PUBLIC_KEY_AS_SECRET));
        assertThat(part(token, 0).getString("alg")).isEqualTo("HS256");
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setCompactSerialization(token);
        signature.setKey(new HmacKey(
                keys().findJsonWebKey("id-1", null, null, null).getKey().getEncoded()));
        assertThat(signature.verifySignature()).isTrue();
    }

    @Test
    void signsPatchedHeaderAndClaims() throws Exception {
        String token = issue(IdTokenPlan.normal()
                .header(SandboxJson.createObjectBuilder().addNull("kid").build())
                .claims(SandboxJson.createObjectBuilder().add("sub", "dr-2").build()));
        assertThat(part(token, 0)).doesNotContainKey("kid");
        assertThat(part(token, 1).getString("sub")).isEqualTo("dr-2");
        assertThat(verifies(token, keys().findJsonWebKey("id-1", null, null, null)))
                .isTrue();
    }

    @Test
    void replacesAndAddsKeys() throws Exception {
        SandboxServer other = SandboxControl.at(sandbox.control()).open("other");
        other.replaceKeys("RS256", "PS384", "ES384");
        other.addKeys("ES256");
        assertThat(keys(other).getJsonWebKeys())
                .extracting(JsonWebKey::getKeyId)
                .containsExactly("id-1", "id-2", "id-3");
        other.replaceKeys("ES512");
        assertThat(keys(other).getJsonWebKeys())
                .extracting(JsonWebKey::getKeyId)
                .containsExactly("id-4");
    }

    @Test
    void rejectsNonceWithoutOpenidAndMaxAge() {
        assertThat(authorize("patient/*.rs", "")).contains("code=");
        assertThat(authorize("patient/*.rs", "&nonce=abc")).contains("error=invalid_request");
        assertThat(authorize("openid", "&max_age=60")).contains("error=invalid_request");
    }

    private String issue(IdTokenPlan plan) throws Exception {
        ehr.setIdTokenPlan(plan);
        String code =
                authorize("openid fhirUser", "&nonce=n-of-the-request").replaceFirst(".*[?&]code=([^&]+).*", "$1");
        String form = "grant_type=authorization_code&client_id=app&code=" + code + "&redirect_uri=" + encode(CALLBACK)
                + "&code_verifier=" + VERIFIER;
        HttpRequest request = HttpRequest.newBuilder(ehr.tokenEndpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return json(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .getString("id_token");
    }

    private static String authorize(String scope, String more) {
        String query = "response_type=code&client_id=app&redirect_uri=" + encode(CALLBACK) + "&scope=" + encode(scope)
                + "&state=0123456789012345678901&aud=" + encode(ehr.fhirBase().toString())
                + "&code_challenge_method=S256&code_challenge=" + CHALLENGE + more;
        return ehr.authorize(URI.create(ehr.authorizationEndpoint() + "?" + query))
                .location();
    }

    private JsonWebKeySet keys() throws Exception {
        return keys(ehr);
    }

    private JsonWebKeySet keys(SandboxServer server) throws Exception {
        String document = get(URI.create(server.issuer() + "/.well-known/openid-configuration"));
        return new JsonWebKeySet(get(URI.create(json(document).getString("jwks_uri"))));
    }

    private String get(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static boolean verifies(String token, JsonWebKey key) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(token);
        signature.setKey(key.getKey());
        return signature.verifySignature();
    }

    private static JsonObject part(String token, int index) {
        return json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), UTF_8));
    }

    private static JsonObject json(String text) {
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
