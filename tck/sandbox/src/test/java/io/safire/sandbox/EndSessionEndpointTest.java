package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the end session endpoint, with requests that pass and requests that fail. */
class EndSessionEndpointTest {

    private static final String BYE = "https://app.example/signed-out";
    private static final SandboxClient APP =
            SandboxClient.publicClient("app", "https://app.example/callback").withPostLogoutRedirectUri(BYE);

    private static Sandbox sandbox;
    private static SandboxServer ehr;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("ehr");
        ehr.registerClient(APP);
        ehr.registerClient(SandboxClient.publicClient("other", "https://app.example/callback"));
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
    void redirectsToRegisteredUriWithState() throws Exception {
        String location = redirect("client_id=app&post_logout_redirect_uri=" + BYE + "&state=a%20b");
        assertThat(location).isEqualTo(BYE + "?state=a+b");
        assertThat(redirect("client_id=app&post_logout_redirect_uri=" + BYE)).isEqualTo(BYE);
    }

    @Test
    void showsPageWithoutRedirectUri() throws Exception {
        HttpResponse<String> response = get("client_id=app");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Signed out");
    }

    @Test
    void rejectsUnregisteredRedirectUri() throws Exception {
        for (String query : new String[] {
            "client_id=app&post_logout_redirect_uri=" + BYE + "/",
            "client_id=other&post_logout_redirect_uri=" + BYE,
            "client_id=unknown&post_logout_redirect_uri=" + BYE,
            "post_logout_redirect_uri=" + BYE
        }) {
            assertThat(get(query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void acceptsOnlyOwnIdTokenOfNamedClient() throws Exception {
        String hint = idToken("app");
        String uri = "&post_logout_redirect_uri=" + BYE;
        assertThat(redirect("id_token_hint=" + hint + uri)).isEqualTo(BYE);
        assertThat(redirect("client_id=app&id_token_hint=" + hint + uri)).isEqualTo(BYE);
        assertThat(get("client_id=other&id_token_hint=" + hint + uri).statusCode())
                .isEqualTo(400);
        assertThat(get("client_id=app&id_token_hint=" + idToken("other") + uri).statusCode())
                .isEqualTo(400);
        String forged = hint.substring(0, hint.lastIndexOf('.') + 1) + "AAAA";
        assertThat(get("id_token_hint=" + forged + uri).statusCode()).isEqualTo(400);
        assertThat(get("id_token_hint=none" + uri).statusCode()).isEqualTo(400);
    }

    @Test
    void acceptsExpiredIdToken() throws Exception {
        ehr.setIdTokenPlan(IdTokenPlan.normal()
                .claims(SandboxJson.createObjectBuilder()
                        .add("iat", 999_999_700)
                        .add("exp", 1_000_000_000)
                        .build()));
        assertThat(redirect("id_token_hint=" + idToken("app") + "&post_logout_redirect_uri=" + BYE))
                .isEqualTo(BYE);
    }

    private String redirect(String query) throws IOException, InterruptedException {
        HttpResponse<String> response = get(query);
        assertThat(response.statusCode()).as(response.body()).isBetween(302, 303);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        URI uri = URI.create(ehr.endSessionEndpoint() + "?" + query);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String idToken(String client) throws IOException, InterruptedException {
        String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        String callback = "https://app.example/callback";
        String code = ehr.authorize(URI.create(ehr.authorizationEndpoint() + "?response_type=code&client_id=" + client
                        + "&redirect_uri=" + callback + "&scope=openid&state=state-1234567890123456789&aud="
                        + URLEncoder.encode(ehr.fhirBase().toString(), UTF_8)
                        + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"))
                .query()
                .replaceFirst(".*\\bcode=([^&]+).*", "$1");
        HttpRequest request = HttpRequest.newBuilder(ehr.tokenEndpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=authorization_code&client_id=" + client
                        + "&redirect_uri=" + callback + "&code=" + code + "&code_verifier=" + verifier))
                .build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return body.replaceFirst("(?s).*\"id_token\":\"([^\"]+)\".*", "$1");
    }
}
