package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.NetworkException;
import io.safire.internal.config.AuthorizeMethod;
import io.safire.internal.config.LaunchSettings;
import io.safire.launch.AuthorizationRequest;
import io.safire.web.WebResponse;
import jakarta.json.Json;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2.0: authorization requests by GET, and by POST with the capability authorize-post. */
class AuthorizationResponderTest {

    private static final int MAX_URL_LENGTH = 2000;
    private static final Pattern NONCE = Pattern.compile("script-src 'nonce-([A-Za-z0-9_-]{22,})'");

    private final AuthorizationResponder responder = new AuthorizationResponder(new SecureRandom());

    @Test
    void redirectsWithoutCachingAndReferer() {
        WebResponse response = respond(AuthorizeMethod.GET, 10, true);
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location"))
                .containsExactly(request(10).uri().toString());
        assertThat(response.header("Cache-Control")).containsExactly("no-store");
        assertThat(response.header("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(response.header("Set-Cookie")).containsExactly("a=1");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void omitsSetCookieWithoutCookies() {
        assertThat(WebResponses.redirect("/", List.of()).headers()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void sendsPageThatBrowsersMustNotCache() {
        WebResponse response = respond(AuthorizeMethod.POST, 10, false);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).containsExactly("no-store");
        assertThat(response.header("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(response.header("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(response.header("Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(response.header("Set-Cookie")).containsExactly("a=1");
        assertThat(response.header("Location")).isEmpty();
    }

    @Test
    void permitsOneScriptByNewNonce() {
        String one = nonce(respond(AuthorizeMethod.POST, 10, false));
        String other = nonce(respond(AuthorizeMethod.POST, 10, false));
        assertThat(one).isNotEqualTo(other);
        WebResponse page = respond(AuthorizeMethod.POST, 10, false);
        assertThat(page.body()).contains("<script nonce=\"" + nonce(page) + "\">");
    }

    @Test
    void postsLongRequestOnlyIfServerSupportsIt() {
        int longest = MAX_URL_LENGTH - request(0).uri().toString().length();
        assertThat(respond(AuthorizeMethod.AUTO, longest, true).status()).isEqualTo(303);
        assertThat(respond(AuthorizeMethod.AUTO, longest + 1, true).status()).isEqualTo(200);
        assertThat(respond(AuthorizeMethod.AUTO, longest + 1, false).status()).isEqualTo(303);
        assertThat(respond(AuthorizeMethod.GET, longest + 1, true).status()).isEqualTo(303);
    }

    @Test
    void redirectsLongRequestIfMetadataIsUnavailable() {
        SmartClient client = client(() -> {
            throw new NetworkException(Failure.of("SAFIRE-0201", "epic", Step.DISCOVERY, "refused"), "refused");
        });
        WebResponse response =
                responder.respond(client, request(MAX_URL_LENGTH), settings(AuthorizeMethod.AUTO), List.of());
        assertThat(response.status()).isEqualTo(303);
    }

    private WebResponse respond(AuthorizeMethod method, int length, boolean isPostSupported) {
        SmartMetadata metadata = new SmartMetadata(
                URI.create("https://fhir.example/r4"),
                Json.createObjectBuilder()
                        .add(
                                "capabilities",
                                Json.createArrayBuilder(isPostSupported ? List.of("authorize-post") : List.of()))
                        .build());
        return responder.respond(client(() -> metadata), request(length), settings(method), List.of("a=1"));
    }

    private static LaunchSettings settings(AuthorizeMethod method) {
        return new LaunchSettings(method, Duration.ofMinutes(10), List.of(), List.of(), false);
    }

    private static AuthorizationRequest request(int length) {
        return new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of("state", "s".repeat(length), "redirect_uri", "https://app.example/callback"),
                "verifier");
    }

    private static String nonce(WebResponse page) {
        Matcher nonce = NONCE.matcher(page.header("Content-Security-Policy").get(0));
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private static SmartClient client(Supplier<SmartMetadata> metadata) {
        return (SmartClient) Proxy.newProxyInstance(
                SmartClient.class.getClassLoader(),
                new Class<?>[] {SmartClient.class},
                (proxy, method, arguments) -> metadata.get());
    }
}
