package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.key.KeyState;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.Redirect;
import io.safire.web.RequestCookies;
import io.safire.web.SmartLaunches;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Successful responses of the endpoints, and the key set. */
class EndpointResponsesTest {

    private static final PublicKeys NO_KEYS = new PublicKeys(List.of(), Duration.ZERO, List.of());

    @Test
    void redirectsToAuthorizationEndpoint() {
        WebResponse response = endpoints(() -> NO_KEYS).launch(get(Map.of("server", List.of("epic"))));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly("https://as.example/authorize");
    }

    @Test
    void redirectsAfterCallbackWithCookiesOfHandler() {
        WebResponse response =
                endpoints(() -> NO_KEYS).callback(get(Map.of("code", List.of("c-1"), "state", List.of("s-1"))));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly("/chart");
        assertThat(response.header("Set-Cookie")).containsExactly("launch=; Max-Age=0", "session=1");
        assertThat(response.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void redirectsAfterSignOut() {
        WebResponse response = endpoints(() -> NO_KEYS).signOut(new WebRequest("POST", Map.of(), Map.of()));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly("/bye");
        assertThat(response.header("Set-Cookie")).containsExactly("session=; Max-Age=0");
    }

    @Test
    void rejectsOtherMethods() {
        LaunchEndpoints endpoints = endpoints(() -> NO_KEYS);
        WebRequest post = new WebRequest("POST", Map.of("server", List.of("epic")), Map.of());
        for (WebResponse response : List.of(endpoints.launch(post), endpoints.callback(post))) {
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("Allow")).containsExactly("GET");
        }
        WebResponse signOut = endpoints.signOut(get(Map.of()));
        assertThat(signOut.status()).isEqualTo(405);
        assertThat(signOut.header("Allow")).containsExactly("POST");
    }

    @Test
    void publishesKeySetForGetAndHead() {
        LaunchEndpoints endpoints = endpoints(() -> keys("k-1"));
        for (String method : List.of("GET", "HEAD")) {
            WebResponse response = endpoints.jwks("epic", new WebRequest(method, Map.of(), Map.of()));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Content-Type")).containsExactly("application/json");
            assertThat(response.header("Cache-Control")).containsExactly("public, max-age=300");
            assertThat(response.header("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(response.body()).isEqualTo("{\"keys\":[{\"kty\":\"EC\",\"kid\":\"k-1\",\"alg\":\"ES384\"}]}");
        }
    }

    @Test
    void returns404WithoutKeysAndForMissingKeySetting() {
        assertThat(endpoints(() -> NO_KEYS).jwks("epic", get(Map.of())).status())
                .isEqualTo(404);
        LaunchEndpoints withoutSetting = endpoints(() -> {
            throw configurationFailure(Violations.missing(List.of("private_key")));
        });
        assertThat(withoutSetting.jwks("epic", get(Map.of())).status()).isEqualTo(404);
    }

    @Test
    void returns500ForUnusableKey() {
        LaunchEndpoints unusable = endpoints(() -> {
            throw configurationFailure(Violations.invalid("private_key", null, List.of()));
        });
        WebResponse response = unusable.jwks("epic", get(Map.of()));
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).contains("SAFIRE-0101");
    }

    @Test
    void rejectsRepeatedParameterOfCallback() {
        WebResponse response =
                endpoints(() -> NO_KEYS).callback(get(Map.of("code", List.of("c-1", "c-2"), "state", List.of("s-1"))));
        assertThat(response.status()).isEqualTo(400);
    }

    private static ConfigurationException configurationFailure(Violations violations) {
        return new ConfigurationException(Failure.of("SAFIRE-0101", "epic", Step.TOKEN, "the key"), violations);
    }

    private static PublicKeys keys(String kid) {
        PublishedKey key = new PublishedKey(
                Json.createObjectBuilder()
                        .add("kty", "EC")
                        .add("kid", kid)
                        .add("alg", "ES384")
                        .build(),
                KeyState.ACTIVE,
                Instant.EPOCH);
        return new PublicKeys(List.of(key), Duration.ofMinutes(5), List.of());
    }

    private static WebRequest get(Map<String, List<String>> parameters) {
        return new WebRequest("GET", parameters, Map.of());
    }

    private static LaunchEndpoints endpoints(Supplier<PublicKeys> keys) {
        SmartClient client = proxy(SmartClient.class, method -> method.equals("jwks") ? keys.get() : "epic");
        return new LaunchEndpoints(
                proxy(SmartClients.class, method -> method.equals("names") ? Set.of("epic") : client),
                new CompletedLaunches(client),
                () -> Optional.of(new Handler()),
                List::of,
                name -> Optional.of("https://app.example/callback"),
                name -> false,
                SignOutResponderTest.NO_SERVERS);
    }

    private interface Result {
        Object of(String method);
    }

    private static <T> T proxy(Class<T> type, Result result) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> result.of(method.getName())));
    }

    private static final class Handler implements LaunchHandler {
        @Override
        public Redirect completed(CompletedLaunch launch, WebRequest request) {
            return Redirect.to("/chart").withCookie("session=1");
        }

        @Override
        public Redirect signOut(WebRequest request) {
            return Redirect.to("/bye").withCookie("session=; Max-Age=0");
        }
    }

    private record CompletedLaunches(SmartClient client) implements SmartLaunches {
        @Override
        public LaunchRedirect start(LaunchRequest request) {
            AuthorizationRequest authorization = new AuthorizationRequest(
                    "epic",
                    URI.create("https://as.example/authorize"),
                    Map.of("state", "s-1", "redirect_uri", "https://app.example/callback"),
                    "verifier");
            return LaunchRedirect.of(
                    "1", authorization, WebResponses.redirect("https://as.example/authorize", List.of()));
        }

        @Override
        public CompletedLaunch complete(AuthorizationResponse response, RequestCookies cookies) {
            assertThat(response.parameters()).isEqualTo(Map.of("code", "c-1", "state", "s-1"));
            TokenResponse tokens = TokenResponse.of(
                    "epic",
                    new AccessToken("epic", "at", Instant.EPOCH, Scopes.none()),
                    Scopes.none(),
                    JsonValue.EMPTY_JSON_OBJECT,
                    JsonValue.EMPTY_JSON_OBJECT);
            return CompletedLaunch.of("1", client, tokens, null, List.of("launch=; Max-Age=0"));
        }
    }
}
