package io.safire.tck.area.web;

import static io.safire.tck.area.web.BrowserLaunch.encode;
import static io.safire.tck.area.web.BrowserLaunch.startLaunch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import io.safire.web.WebResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Authorization requests by POST: which requests are sent by a form page, and the protection of this page. */
@SharedApplication("protocol")
@Tag("web")
@ArquillianTest
public class FormPageTest {

    private static final String HOSTILE_CLIENT_ID = "a\"><script>alert('1')</script>&amp;";

    private static final Pattern INPUT =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private static final Pattern NONCE = Pattern.compile("<script nonce=\"([A-Za-z0-9_-]{43})\">");

    private static final String LONG_SCOPE = "launch/patient "
            + IntStream.range(0, 150)
                    .mapToObj(number -> "patient/Observation.rs?code=" + number)
                    .collect(Collectors.joining(" "));

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(FormPageTest.class)
                .with(BrowserLaunch.class)
                .server("long", "public")
                .server("posting", "public")
                .set("posting", "authorize-method", "post")
                .set("posting", "frame-ancestors", "https://ehr.example")
                .set("posting", "login-origins", "https://login.example")
                .server("hostile", "public")
                .set("hostile", "authorize-method", "post")
                .set("hostile", "client-id", HOSTILE_CLIENT_ID)
                .server("getting", "public")
                .set("getting", "authorize-method", "get")
                .server("noform", "public")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52", "smart-2.2.0/133"})
    void sendsLongAuthorizationRequestByPostIfSupported() {
        SandboxServer ehr = resetServer("long");
        CookieJar browser = new CookieJar();
        LaunchRedirect started =
                startLaunch(launches, browser, LaunchRequest.standalone("long").withScopes(Scopes.parse(LONG_SCOPE)));
        assertThat(started.response().status()).isEqualTo(200);
        AuthorizationResponse response = submitForm(ehr, started);
        RecordedRequest sent = ehr.requests(Endpoint.AUTHORIZE).get(0);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.uri()).endsWith("/auth/authorize");
        assertThat(sent.parameter("scope")).isEqualTo(LONG_SCOPE);
        CompletedLaunch completed = launches.complete(response, browser.cookies());
        assertThat(completed.tokens().accessToken().value()).isNotBlank();
    }

    @Test
    @Assertion(id = "smart-2.2.0/50")
    void sendsLongRequestByGetIfPostIsUnsupportedOrDisabled() {
        resetServer("noform")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add("capabilities", SandboxJson.createArrayBuilder().add("launch-standalone"))
                        .build());
        assertEach(List.of("noform", "getting"), byGet -> {
            WebResponse redirect = launches.start(
                            LaunchRequest.standalone(byGet).withScopes(Scopes.parse(LONG_SCOPE)))
                    .response();
            assertThat(redirect.status()).isEqualTo(303);
            assertThat(redirect.header("Location"))
                    .singleElement()
                    .asString()
                    .startsWith(server(byGet).authorizationEndpoint() + "?")
                    .contains("code%3D149");
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52"})
    void protectsFormPageByContentSecurityPolicy() {
        URI endpoint = resetServer("posting").authorizationEndpoint();
        LaunchRedirect started = launches.start(LaunchRequest.standalone("posting"));
        String body = started.response().body();
        assertThat(started.response().header("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'nonce-"
                                + scriptNonce(body) + "'; style-src 'sha256-" + styleHash(body) + "'; form-action "
                                + endpoint.getScheme() + "://"
                                + endpoint.getAuthority()
                                + " https://app.example https://login.example; base-uri 'none'; frame-ancestors https://ehr.example");
    }

    @Test
    void forbidsFramesOfFormPageByDefault() {
        resetServer("hostile");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("hostile"));
        assertThat(started.response().header("Content-Security-Policy").get(0)).endsWith("frame-ancestors 'none'");
    }

    @Test
    void usesNewScriptNonceForEachFormPage() {
        resetServer("posting");
        String first =
                launches.start(LaunchRequest.standalone("posting")).response().body();
        String second =
                launches.start(LaunchRequest.standalone("posting")).response().body();
        assertThat(second).doesNotContain(scriptNonce(first));
    }

    @Test
    void preventsCachingAndReferrerOfFormPage() {
        resetServer("posting");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("posting"));
        assertThat(started.response().header("Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(started.response().header("Cache-Control")).containsExactly("no-store");
        assertThat(started.response().header("Referrer-Policy")).containsExactly("no-referrer");
    }

    @Test
    void showsButtonWithoutCodeVerifierOnFormPage() {
        resetServer("posting");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("posting"));
        assertThat(started.response().body())
                .contains("<button>")
                .doesNotContain(started.request().codeVerifier());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52"})
    void completesLaunchByFormPage() {
        SandboxServer ehr = resetServer("posting");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("posting"));

        assertThat(launches.complete(submitForm(ehr, started), browser.cookies())
                        .server())
                .isEqualTo("posting");
    }

    @Test
    @Assertion(id = "smart-2.2.0/52")
    void escapesParametersOnFormPage() {
        SandboxServer ehr = resetServer("hostile");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("hostile"));
        String body = started.response().body();
        assertThat(body).doesNotContain("<script>", "alert('1')").contains("a&quot;&gt;&lt;script&gt;");
        assertThat(inputs(body))
                .containsEntry("client_id", HOSTILE_CLIENT_ID)
                .containsEntry("aud", ehr.fhirBase().toString())
                .containsExactlyEntriesOf(started.request().parameters());
    }

    /** Submits the form of a page as a browser would. */
    private static AuthorizationResponse submitForm(SandboxServer ehr, LaunchRedirect started) {
        String body = started.response().body();
        Matcher action =
                Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">").matcher(body);
        assertThat(action.find()).isTrue();
        String form = inputs(body).entrySet().stream()
                .map(input -> input.getKey() + "=" + encode(input.getValue()))
                .collect(Collectors.joining("&"));
        return AuthorizationResponse.parse(
                ehr.authorizePost(URI.create(unescape(action.group(1))), form).query());
    }

    private static String scriptNonce(String page) {
        Matcher nonce = NONCE.matcher(page);
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private static Map<String, String> inputs(String page) {
        Map<String, String> inputs = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            inputs.put(unescape(input.group(1)), unescape(input.group(2)));
        }
        return Collections.unmodifiableMap(inputs);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String styleHash(String page) {
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
