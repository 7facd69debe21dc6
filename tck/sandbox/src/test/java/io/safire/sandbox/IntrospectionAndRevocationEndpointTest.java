package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.TokenFamily;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of introspection, revocation and the second FHIR base, with requests that pass and requests that fail. */
class IntrospectionAndRevocationEndpointTest {

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
        ehr.registerClient(SandboxClient.publicClient("other", CALLBACK));
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
    void requiresClientPostAndTokenForIntrospection() throws Exception {
        String token = launch().getString("access_token");
        assertThat(introspect("client_id=app&token=" + token, "").body())
                .contains("\"active\":true")
                .contains("\"patient\":\"pat-1\"")
                .contains("\"client_id\":\"app\"");
        assertThat(introspect("client_id=app&token=unknown", "").body()).isEqualTo("{\"active\":false}");
        assertThat(introspect("client_id=app", "").statusCode()).isEqualTo(400);
        assertThat(introspect("token=" + token, "").statusCode()).isEqualTo(401);
        assertThat(introspect("token=" + token, token).body()).contains("invalid_request");
    }

    @Test
    void rejectsClientsWithBearerIntrospection() throws Exception {
        ehr.setQuirks(Quirk.INTROSPECTION_BY_BEARER);
        String token = launch().getString("access_token");
        assertThat(introspect("token=" + token, token).body()).contains("\"active\":true");
        assertThat(introspect("token=" + token, "wrong").statusCode()).isEqualTo(401);
        assertThat(introspect("client_id=app&token=" + token, "").statusCode()).isEqualTo(401);
    }

    @Test
    void reportsRevokedTokensAsInactive() throws Exception {
        JsonObject tokens = launch();
        String access = tokens.getString("access_token");
        assertThat(revoke("client_id=other&token=" + access).statusCode()).isEqualTo(400);
        assertThat(introspect("client_id=app&token=" + access, "").body()).contains("\"active\":true");
        assertThat(revoke("client_id=app&token=" + access).statusCode()).isEqualTo(200);
        assertThat(introspect("client_id=app&token=" + access, "").body()).contains("\"active\":false");
        assertThat(revoke("client_id=app&token=" + access).statusCode()).isEqualTo(200);
        String refresh = tokens.getString("refresh_token");
        assertThat(introspect("client_id=app&token=" + refresh, "").body()).contains("\"active\":true");
        assertThat(revoke("client_id=app&token=" + refresh).statusCode()).isEqualTo(200);
        assertThat(introspect("client_id=app&token=" + refresh, "").body()).contains("\"active\":false");
    }

    @Test
    void appliesRevocationQuirks() throws Exception {
        ehr.setQuirks(Quirk.ERROR_WITH_200, Quirk.NO_ACCESS_TOKEN_REVOCATION);
        HttpResponse<String> unknown = revoke("client_id=app&token=unknown");
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.body()).contains("invalid_token");
        assertThat(revoke("client_id=app&token=" + launch().getString("access_token"))
                        .body())
                .contains("unsupported_token_type");
    }

    @Test
    void acceptsTokenAtSecondFhirBase() throws Exception {
        String token = launch().getString("access_token");
        URI patient = URI.create(ehr.imagingBase() + "/Patient/pat-1");
        assertThat(send(HttpRequest.newBuilder(patient).header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(patient)).statusCode()).isEqualTo(401);
    }

    @Test
    void recordsRefreshesAndUseOfLastToken() throws Exception {
        JsonObject tokens = launch();
        TokenFamily first = lastFamily();
        assertThat(first.context().getString("patient")).isEqualTo("pat-1");
        assertThat(first.refreshes()).isZero();
        assertThat(first.lastTokenSeen()).isFalse();
        read(tokens);
        assertThat(lastFamily().lastTokenSeen()).isTrue();
        refresh(tokens.getString("refresh_token"));
        assertThat(lastFamily().refreshes()).isEqualTo(1);
        assertThat(lastFamily().reuses()).isZero();
        assertThat(lastFamily().lastTokenSeen()).isFalse();
        read(tokens);
        assertThat(lastFamily().lastTokenSeen()).isFalse();
    }

    @Test
    void acceptsOneOfConcurrentRefreshes() throws Exception {
        String refreshToken = launch().getString("refresh_token");
        List<CompletableFuture<Integer>> uses = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> refresh(refreshToken)))
                .limit(8)
                .toList();
        assertThat(uses.stream().map(CompletableFuture::join))
                .containsOnlyOnce(200)
                .contains(400);
        assertThat(lastFamily().refreshes()).isEqualTo(1);
        assertThat(lastFamily().reuses()).isEqualTo(7);
    }

    private static TokenFamily lastFamily() {
        List<TokenFamily> families = ehr.tokenFamilies();
        return families.get(families.size() - 1);
    }

    private void read(JsonObject tokens) throws Exception {
        URI patient = URI.create(ehr.fhirBase() + "/Patient/pat-1");
        assertThat(send(HttpRequest.newBuilder(patient)
                                .header("Authorization", "Bearer " + tokens.getString("access_token")))
                        .statusCode())
                .isEqualTo(200);
    }

    private int refresh(String refreshToken) {
        try {
            return post(ehr.tokenEndpoint(), "grant_type=refresh_token&client_id=app&refresh_token=" + refreshToken, "")
                    .statusCode();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private JsonObject launch() throws Exception {
        String callback = URLEncoder.encode(CALLBACK, UTF_8);
        String query = ehr.authorize(URI.create(ehr.authorizationEndpoint()
                        + "?response_type=code&client_id=app&redirect_uri=" + callback
                        + "&scope=launch/patient%20patient/*.rs%20offline_access"
                        + "&state=0123456789012345678901&code_challenge_method=S256&code_challenge=" + CHALLENGE
                        + "&aud=" + URLEncoder.encode(ehr.fhirBase().toString(), UTF_8)))
                .query();
        String code = query.replaceFirst(".*\\bcode=([^&]+).*", "$1");
        String form = "grant_type=authorization_code&client_id=app&code_verifier=" + VERIFIER + "&code=" + code
                + "&redirect_uri=" + callback;
        return SandboxJson.createReader(
                        new StringReader(post(ehr.tokenEndpoint(), form, "").body()))
                .readObject();
    }

    private HttpResponse<String> introspect(String form, String bearer) throws Exception {
        return post(ehr.introspectionEndpoint(), form, bearer);
    }

    private HttpResponse<String> revoke(String form) throws Exception {
        return post(ehr.revocationEndpoint(), form, "");
    }

    private HttpResponse<String> post(URI endpoint, String form, String bearer) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
