package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.spi.LaunchStore;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.RequestCookies;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultSmartLaunchesTest {

    private static final String ONE_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY = "A".repeat(42) + "E=";
    private static final String STATE = "state-of-the-launch";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.epic.launch-lifetime", "PT10M",
            "safire.epic.store-key", ONE_KEY));
    private final ConfiguredServers servers = TestServers.of(settings);
    private final Deque<SmartException> failures = new ArrayDeque<>();
    private LaunchStore store = new MemoryLaunchStore(clock);

    static List<SmartException> failuresBeforeTheCodeIsSent() {
        return List.of(
                new NetworkException(Failure.of("SAFIRE-1703", "epic", Step.TOKEN, "full"), "full", true),
                new DiscoveryException(
                        Failure.of("SAFIRE-0301", "epic", Step.TOKEN, "HTTP 503"),
                        URI.create("https://fhir.example"),
                        503,
                        ""),
                new ConfigurationException(
                        Failure.of("SAFIRE-0101", "epic", Step.TOKEN, "epic"),
                        ConfigurationException.Violations.missing(List.of("client_secret"))));
    }

    static List<SmartException> failuresAfterTheCodeMayBeSent() {
        return List.of(
                new NetworkException(Failure.of("SAFIRE-0203", "epic", Step.TOKEN, "Read timed out"), "Read timed out"),
                new ValidationException(Failure.of("SAFIRE-0403", "epic", Step.TOKEN, "epic"), "iss", "another issuer"),
                new TokenException(
                        Failure.of("SAFIRE-0501", "epic", Step.TOKEN, "epic"),
                        400,
                        JsonValue.EMPTY_JSON_OBJECT,
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheCodeIsSent")
    void releasesLaunchIfCodeWasNotSent(SmartException failure) {
        RequestCookies cookies = begin();
        failures.add(failure);
        assertThatThrownBy(() -> complete(cookies)).isSameAs(failure);
        assertThatThrownBy(() -> complete(cookies)).hasMessage("exchanged");
        assertUsed(cookies);
    }

    @ParameterizedTest
    @MethodSource("failuresAfterTheCodeMayBeSent")
    void consumesLaunchIfCodeMayHaveBeenSent(SmartException failure) {
        RequestCookies cookies = begin();
        failures.add(failure);
        assertThatThrownBy(() -> complete(cookies)).isSameAs(failure);
        assertUsed(cookies);
    }

    @Test
    void throwsOriginalFailureIfReleaseFails() {
        RequestCookies cookies = begin();
        SmartException failure = failuresBeforeTheCodeIsSent().get(0);
        failures.add(failure);
        store = proxy(LaunchStore.class, Map.of("consume", true, "isConsumed", false));
        try (LogCapture log = new LogCapture("io.safire.web")) {
            assertThatThrownBy(() -> complete(cookies)).isSameAs(failure);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-1112 ")
                    .contains("IllegalStateException")
                    .doesNotContain("Store unavailable");
        }
    }

    @Test
    void decryptsLaunchWithPreviousKey() {
        RequestCookies cookies = begin();
        settings.put("safire.epic.store-key", OTHER_KEY);
        settings.put("safire.epic.store-key.previous", ONE_KEY);
        assertThatThrownBy(() -> complete(cookies)).hasMessage("exchanged");
    }

    @Test
    void reportsSettingIfKeyOfCookieDiffers() {
        RequestCookies cookies = begin();
        settings.put("safire.epic.store-key", OTHER_KEY);
        assertThatThrownBy(() -> complete(cookies))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1104 ")
                .hasMessageContaining("safire.store-key");
    }

    @Test
    void rejectsAnyModificationOfCookie() {
        RequestCookies cookies = begin();
        String name = cookies.values().keySet().iterator().next();
        String value = cookies.values().get(name);
        for (int index = value.indexOf('.') + 1; index < value.length() - 1; index++) {
            char other = value.charAt(index) == 'A' ? 'B' : 'A';
            String changed = value.substring(0, index) + other + value.substring(index + 1);
            assertThatThrownBy(() -> complete(new RequestCookies(Map.of(name, changed))))
                    .isInstanceOf(ValidationException.class);
        }
        for (String malformed : List.of("", ".", "a.b", "1.a.b.c.d.e", "1." + "x".repeat(10_000))) {
            assertThatThrownBy(() -> complete(new RequestCookies(Map.of(name, malformed))))
                    .isInstanceOf(ValidationException.class);
        }
        assertThatThrownBy(() -> complete(cookies)).hasMessage("exchanged");
    }

    @Test
    void treatsEmptyCookieAsMissing() {
        String name = begin().values().keySet().iterator().next();
        assertThatThrownBy(() -> complete(new RequestCookies(Map.of(name, ""))))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1107 ");
    }

    @Test
    void rejectsCookieWithoutHostPrefixForHttps() {
        RequestCookies cookies = begin();
        Map.Entry<String, String> cookie =
                cookies.values().entrySet().iterator().next();
        RequestCookies unprefixed =
                new RequestCookies(Map.of(cookie.getKey().replace("__Host-", ""), cookie.getValue()));
        assertThatThrownBy(() -> complete(unprefixed)).hasMessageStartingWith("SAFIRE-1107 ");
    }

    @Test
    void rejectsExpiredLaunch() {
        RequestCookies cookies = begin();
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        failures.add(failuresBeforeTheCodeIsSent().get(0));
        assertThatThrownBy(() -> complete(cookies)).hasMessageStartingWith("SAFIRE-1703 ");
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> complete(cookies))
                .hasMessageStartingWith("SAFIRE-1106 ")
                .hasMessageContaining("safire.epic.launch-lifetime");
    }

    @Test
    void requiresKeyForStoreOfApplication() {
        settings.remove("safire.epic.store-key");
        assertThatThrownBy(() -> begin(launches(LaunchStore.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.store-key");
        assertThat(begin(launches(null)).values()).hasSize(1);
    }

    private void assertUsed(RequestCookies cookies) {
        for (RequestCookies some : List.of(cookies, RequestCookies.none())) {
            assertThatThrownBy(() -> complete(some)).hasMessageStartingWith("SAFIRE-1105 ");
        }
        assertThatThrownBy(() -> complete(cookies)).hasMessageStartingWith("SAFIRE-1105 epic: ");
        assertThatThrownBy(() -> complete(RequestCookies.none())).hasMessageStartingWith("SAFIRE-1105 Validation ");
    }

    private RequestCookies begin() {
        return begin(launches(null));
    }

    private static RequestCookies begin(DefaultSmartLaunches launches) {
        LaunchRedirect started = launches.start(LaunchRequest.standalone("epic"));
        String line = started.response().header("Set-Cookie").get(0);
        return RequestCookies.parse(line.substring(0, line.indexOf(';')));
    }

    private void complete(RequestCookies cookies) {
        launches(null).complete(AuthorizationResponse.parse("code=abc&state=" + STATE), cookies);
    }

    /** Creates the launches of one node. All nodes share the cookies, the settings and the store. */
    private DefaultSmartLaunches launches(@Nullable Class<?> shared) {
        StoreKey processKey = StoreKey.random(new SecureRandom());
        return new DefaultSmartLaunches(
                proxy(SmartClients.class, Map.of("names", Set.of("epic"), "client", client())),
                servers::read,
                name -> shared == null
                        ? StoreKeys.optional(servers.read(name), processKey)
                        : StoreKeys.required(servers.read(name), shared.getName()),
                store,
                clock,
                new SecureRandom(),
                SmartEventPublisher.withoutObservers());
    }

    private SmartClient client() {
        AuthorizationRequest request = new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of("state", STATE, "redirect_uri", "https://app.example/callback"),
                "verifier");
        return proxy(SmartClient.class, Map.of("name", "epic", "authorize", request));
    }

    private <T> T proxy(Class<T> type, Map<String, Object> results) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("exchange")) {
                        throw failures.isEmpty() ? new IllegalStateException("exchanged") : failures.remove();
                    }
                    if (method.getName().equals("release")) {
                        throw new IllegalStateException("Store unavailable");
                    }
                    return results.get(method.getName());
                }));
    }
}
