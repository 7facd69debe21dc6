package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of each rule of the sandbox, with requests that pass and requests that fail. */
class SandboxTest {

    private static final String CALLBACK = "https://app.example/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static Sandbox sandbox;
    private static EllipticCurveJsonWebKey key;
    private static SandboxServer ehr;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("ehr");
        key = EcJwkGenerator.generateJwk(EllipticCurves.P384);
        key.setKeyId("k1");
        ehr.registerClient(SandboxClient.publicClient("app", CALLBACK));
        ehr.registerClient(SandboxClient.secretClient("secretive", "p%+ word", CALLBACK));
        ehr.registerClient(SandboxClient.postClient("poster", "p1", CALLBACK));
        ehr.registerClient(SandboxClient.keyClient(
                "job", new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY), CALLBACK));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
    }

    /** Tests that clients of the control API reuse no connection, which would fail now and then (JDK-8336655). */
    @Test
    void controlResponsesEndTheConnection() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandbox.control().resolve("/ca"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Connection")).hasValue("close");
    }

    @Test
    void issuesKeyStoreForLocalServer() throws Exception {
        SandboxControl control = SandboxControl.at(sandbox.control());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(control.serverKeyStore("web", "secret")), "secret".toCharArray());
        X509Certificate certificate = (X509Certificate) store.getCertificate("web");
        byte[] authority = control.caCertificatePem().getBytes(UTF_8);
        certificate.verify(CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(authority))
                .getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames()).anyMatch(name -> name.contains("localhost"));
        assertThat(store.getKey("web", "secret".toCharArray())).isNotNull();
    }

    @Test
    void acceptsIssuedTokenUntilTokensAreDiscarded() throws Exception {
        String token = ehr.issueAccessToken("system/Patient.rs");
        HttpRequest.Builder search = HttpRequest.newBuilder(URI.create(ehr.fhirBase() + "/Patient/_search"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_id=pat-1"));
        HttpRequest request = search.header("Authorization", "Bearer " + token).build();
        HttpResponse<String> found = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(SandboxJson.createReader(new StringReader(found.body()))
                        .readObject()
                        .getInt("total"))
                .isEqualTo(1);
        ehr.discardAccessTokens();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void validatesEachAuthorizationParameter() {
        assertThat(authorize(request -> {}))
                .contains("code=")
                .contains("state=")
                .contains("iss=");
        assertThat(authorize(request -> request.put("response_type", "token"))).contains("error=invalid_request");
        assertThat(authorize(request -> request.put("state", "short"))).contains("error=invalid_request");
        assertThat(authorize(request -> request.put("aud", ehr.fhirBase() + "/")))
                .contains("error=invalid_request");
        assertThat(authorize(request -> request.put("code_challenge_method", "plain")))
                .contains("error=invalid_request");
        assertThat(authorize(request -> request.remove("code_challenge"))).contains("error=invalid_request");
        assertThat(authorize(request -> request.remove("scope"))).contains("error=invalid_scope");
        assertThat(authorize(request -> request.put("launch", "made-up"))).contains("error=invalid_request");
        assertThat(authorize(request -> request.put("redirect_uri", "https://attacker.example")))
                .isEmpty();
        assertThat(authorize(request -> request.put("client_id", "unknown-client")))
                .isEmpty();
    }

    @Test
    void acceptsAnyAudienceWithQuirkOnly() {
        Consumer<Map<String, String>> elsewhere = request -> request.put("aud", "https://fhir.other.example/r4");
        assertThat(authorize(elsewhere)).contains("error=invalid_request");
        ehr.setQuirks(Quirk.AUTHORIZE_ANY_AUD);
        assertThat(authorize(elsewhere)).contains("code=");
    }

    @Test
    void acceptsLaunchOnce() {
        String launch = ehr.startLaunch(
                SandboxJson.createObjectBuilder().add("patient", "pat-4").build());
        Consumer<Map<String, String>> withLaunch = request -> {
            request.put("launch", launch);
            request.put("scope", "launch patient/*.rs");
        };
        assertThat(authorize(withLaunch)).contains("code=");
        assertThat(authorize(withLaunch)).contains("error=invalid_request");
    }

    @Test
    void revokesTokensWhenCodeIsReused() throws Exception {
        String code = code();
        assertThat(token(exchange(code, "x".repeat(43)), "").getString("error")).isEqualTo("invalid_grant");
        String second = code();
        JsonObject tokens = token(exchange(second, VERIFIER), "");
        assertThat(tokens.getString("patient")).isEqualTo("pat-1");
        assertThat(fhir("/Patient/pat-1", tokens.getString("access_token")).statusCode())
                .isEqualTo(200);
        assertThat(token(exchange(second, VERIFIER), "").getString("error")).isEqualTo("invalid_grant");
        assertThat(fhir("/Patient/pat-1", tokens.getString("access_token")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void rotatesRefreshTokenAndRevokesFamilyOnReuse() throws Exception {
        JsonObject first = token(exchange(code(), VERIFIER), "");
        String used = "grant_type=refresh_token&client_id=app&refresh_token=" + first.getString("refresh_token");
        JsonObject second = token(used, "");
        assertThat(second.getString("refresh_token")).isNotEqualTo(first.getString("refresh_token"));
        assertThat(token(used + "&scope=user%2F*.rs", "").getString("error")).isEqualTo("invalid_grant");
        String newer = "grant_type=refresh_token&client_id=app&refresh_token=" + second.getString("refresh_token");
        assertThat(token(newer, "").getString("error")).isEqualTo("invalid_grant");
    }

    @Test
    void formDecodesBasicCredentialsWithoutQuirk() throws Exception {
        String body = "grant_type=refresh_token&refresh_token=none";
        assertThat(token(body, basic("secretive:p%25%2B+word")).getString("error"))
                .isEqualTo("invalid_grant");
        assertThat(token(body, basic("secretive:wrong")).getString("error")).isEqualTo("invalid_client");
        assertThat(token(body + "&client_id=secretive", basic("secretive:p%25%2B+word"))
                        .getString("error"))
                .isEqualTo("invalid_request");
        ehr.setQuirks(Quirk.RAW_BASIC);
        assertThat(token(body, basic("secretive:p%+ word")).getString("error")).isEqualTo("invalid_grant");
        assertThat(token(body, basic("secretive:p%25%2B+word")).getString("error"))
                .isEqualTo("invalid_client");
    }

    @Test
    void acceptsOnlyRegisteredSecretMethod() throws Exception {
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "token_endpoint_auth_methods_supported",
                        SandboxJson.createArrayBuilder()
                                .add("client_secret_basic")
                                .add("client_secret_post"))
                .build());
        String body = "grant_type=refresh_token&refresh_token=none";
        String poster = body + "&client_id=poster&client_secret=p1";
        assertThat(token(poster, "").getString("error")).isEqualTo("invalid_grant");
        assertThat(token(poster + "x", "").getString("error")).isEqualTo("invalid_client");
        assertThat(token(body, basic("poster:p1")).getString("error")).isEqualTo("invalid_client");
        String secretive = body + "&client_id=secretive&client_secret=p%25%2B+word";
        assertThat(token(secretive, "").getString("error")).isEqualTo("invalid_client");
        assertThat(token(poster, basic("poster:p1")).getString("error")).isEqualTo("invalid_request");
        ehr.reset();
        assertThat(token(poster, "").getString("error_description")).isEqualTo("client_secret_post is not supported");
    }

    @Test
    void validatesEachAssertionClaim() throws Exception {
        assertThat(backend(claims -> {}, signature -> {})).containsKey("access_token");
        assertRejected(claims -> claims.setSubject("other"), signature -> {});
        assertRejected(claims -> claims.setAudience("https://other.example"), signature -> {});
        assertRejected(claims -> claims.setAudience(ehr.tokenEndpoint().toString(), "second"), signature -> {});
        assertRejected(claims -> claims.setExpirationTime(in(-1)), signature -> {});
        assertRejected(claims -> claims.setExpirationTime(in(420)), signature -> {});
        assertRejected(claims -> claims.unsetClaim("exp"), signature -> {});
        assertRejected(claims -> claims.setIssuedAt(in(120)), signature -> {});
        assertRejected(claims -> claims.setNotBefore(in(-5)), signature -> {});
        assertRejected(claims -> claims.unsetClaim("jti"), signature -> {});
        assertRejected(claims -> claims.setJwtId("x".repeat(152)), signature -> {});
        assertRejected(claims -> {}, signature -> signature.setKeyIdHeaderValue("unknown"));
        assertRejected(claims -> {}, signature -> signature.setHeader("typ", "at+jwt"));
        assertRejected(claims -> {}, signature -> signature.setHeader("jku", "https://app.example/jwks"));
    }

    @Test
    void rejectsReusedJti() throws Exception {
        String id = UUID.randomUUID().toString();
        assertThat(backend(claims -> claims.setJwtId(id), signature -> {})).containsKey("access_token");
        assertRejected(claims -> claims.setJwtId(id), signature -> {});
    }

    @Test
    void rejectsBackendScopeWithoutSystemPrefix() throws Exception {
        String body = "grant_type=client_credentials&scope=patient%2F*.rs&" + assertion(claims -> {}, signature -> {});
        assertThat(token(body, "").getString("error")).isEqualTo("invalid_scope");
    }

    @Test
    void rejectsUnadvertisedAuthenticationMethod() throws Exception {
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "token_endpoint_auth_methods_supported",
                        SandboxJson.createArrayBuilder().add("client_secret_basic"))
                .build());
        assertRejected(claims -> {}, signature -> {});
    }

    @Test
    void enforcesTokenScopeAndPatientCompartment() throws Exception {
        String token = token(exchange(code(), VERIFIER), "").getString("access_token");
        assertThat(fhir("/Patient/pat-1", "wrong").statusCode()).isEqualTo(401);
        assertThat(fhir("/Patient/pat-1", token).body()).contains("Lindqvist");
        assertThat(fhir("/Patient/pat-2", token).statusCode()).isEqualTo(404);
        assertThat(fhir("/Observation?patient=pat-1&category=laboratory", token).body())
                .contains("\"total\":2");
        String narrow =
                backend(claims -> {}, signature -> {}, "system/Observation.s").getString("access_token");
        assertThat(fhir("/Patient/pat-1", narrow).statusCode()).isEqualTo(403);
        assertThat(fhir("/Observation", narrow).body()).contains("\"total\":25");
    }

    @Test
    void datesResponsesByServerClock() throws Exception {
        ehr.setClockOffset(Duration.ofHours(-2));
        HttpResponse<String> response = get(ehr.smartConfiguration());
        Instant date = ZonedDateTime.parse(
                        response.headers().firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(date)
                .isBetween(Instant.now().minusSeconds(7260), Instant.now().minusSeconds(7140));
    }

    @Test
    void holdsResponseUntilRelease() throws Exception {
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().hold());
        HttpRequest request = HttpRequest.newBuilder(ehr.smartConfiguration()).build();
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        while (ehr.requests(Endpoint.SMART_CONFIGURATION).isEmpty() && !response.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(response).isNotDone();
        ehr.release();
        assertThat(response.get(20, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    }

    @Test
    void sendsScriptedResponsesInOrder() throws Exception {
        ehr.script(
                Endpoint.SMART_CONFIGURATION,
                ScriptedResponse.status(503).header("Retry-After", "7"),
                ScriptedResponse.normal()
                        .patch(SandboxJson.createObjectBuilder()
                                .add("issuer", "https://x.example")
                                .build()),
                ScriptedResponse.redirect(URI.create("https://x.example")));
        HttpResponse<String> first = get(ehr.smartConfiguration());
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(get(ehr.smartConfiguration()).body()).contains("\"issuer\":\"https://x.example\"");
        assertThat(get(ehr.smartConfiguration()).statusCode()).isEqualTo(302);
        assertThat(get(ehr.smartConfiguration()).statusCode()).isEqualTo(200);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(4);
    }

    private JsonObject backend(Consumer<JwtClaims> claims, Consumer<JsonWebSignature> signature) throws Exception {
        return backend(claims, signature, "system/*.rs");
    }

    private JsonObject backend(Consumer<JwtClaims> claims, Consumer<JsonWebSignature> signature, String scope)
            throws Exception {
        return token(
                "grant_type=client_credentials&scope=" + URLEncoder.encode(scope, UTF_8) + "&"
                        + assertion(claims, signature),
                "");
    }

    private void assertRejected(Consumer<JwtClaims> claims, Consumer<JsonWebSignature> signature) throws Exception {
        assertThat(backend(claims, signature).getString("error")).isEqualTo("invalid_client");
    }

    private static String assertion(Consumer<JwtClaims> change, Consumer<JsonWebSignature> changeSignature)
            throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("job");
        claims.setSubject("job");
        claims.setAudience(ehr.tokenEndpoint().toString());
        claims.setExpirationTime(in(200));
        claims.setJwtId(UUID.randomUUID().toString());
        change.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue("ES384");
        signature.setKeyIdHeaderValue("k1");
        changeSignature.accept(signature);
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.toJson());
        return "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                + signature.getCompactSerialization();
    }

    private static NumericDate in(int seconds) {
        return NumericDate.fromSeconds(Instant.now().getEpochSecond() + seconds);
    }

    private static String authorize(Consumer<Map<String, String>> change) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "app");
        request.put("redirect_uri", CALLBACK);
        request.put("scope", "launch/patient patient/*.rs offline_access");
        request.put("state", "a-state-that-is-long-enough");
        request.put("aud", ehr.fhirBase().toString());
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        change.accept(request);
        String query = request.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return ehr.authorize(URI.create(ehr.authorizationEndpoint() + "?" + query))
                .location();
    }

    private static String code() {
        return IncomingRequest.decodeForm(authorize(request -> {}).replaceFirst(".*\\?", ""))
                .get("code")
                .get(0);
    }

    private static String exchange(String code, String verifier) {
        return "grant_type=authorization_code&client_id=app&code=" + code + "&redirect_uri="
                + URLEncoder.encode(CALLBACK, UTF_8) + "&code_verifier=" + verifier;
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private JsonObject token(String form, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(ehr.tokenEndpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        String body =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        return SandboxJson.createReader(new StringReader(body)).readObject();
    }

    private HttpResponse<String> fhir(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(ehr.fhirBase() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI url) throws Exception {
        return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
}
