package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ConfiguredServers;
import io.safire.impl.event.Announcer;
import io.safire.impl.managed.StoreKey;
import io.safire.impl.managed.StoreKeys;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;
import io.safire.spi.LaunchStore;
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
                new NetworkException("epic", "SAFIRE-1703 epic: full", "full", true),
                new DiscoveryException(
                        "epic", "SAFIRE-0301 epic: HTTP 503", URI.create("https://fhir.example"), 503, ""),
                new ConfigurationException(
                        "epic",
                        "SAFIRE-0101 epic",
                        ConfigurationException.Offenders.missing(List.of("client_secret"))));
    }

    static List<SmartException> failuresAfterTheCodeMayBeSent() {
        return List.of(
                new NetworkException("epic", "SAFIRE-0203 epic: Read timed out", "Read timed out"),
                new ValidationException("epic", "SAFIRE-0403 epic", "iss", "another issuer"),
                new TokenException("epic", "SAFIRE-0501 epic", 400, JsonValue.EMPTY_JSON_OBJECT, List.of()));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheCodeIsSent")
    void launchIsRepeatableIfNothingWasSent(SmartException failure) {
        AgentCookies cookies = begin();
        failures.add(failure);
        assertThatThrownBy(() -> complete(cookies)).isSameAs(failure);
        assertThatThrownBy(() -> complete(cookies)).hasMessage("exchanged");
        assertUsed(cookies);
    }

    @ParameterizedTest
    @MethodSource("failuresAfterTheCodeMayBeSent")
    void launchIsUsedOnceTheCodeMayBeSent(SmartException failure) {
        AgentCookies cookies = begin();
        failures.add(failure);
        assertThatThrownBy(() -> complete(cookies)).isSameAs(failure);
        assertUsed(cookies);
    }

    @Test
    void failureOfTheStoreDoesNotHideTheReason() {
        AgentCookies cookies = begin();
        SmartException failure = failuresBeforeTheCodeIsSent().get(0);
        failures.add(failure);
        store = proxy(LaunchStore.class, Map.of("use", true, "isUsed", false));
        assertThatThrownBy(() -> complete(cookies)).isSameAs(failure);
    }

    @Test
    void launchIsReadWithThePreviousKey() {
        AgentCookies cookies = begin();
        settings.put("safire.epic.store-key", OTHER_KEY);
        settings.put("safire.epic.store-key.previous", ONE_KEY);
        assertThatThrownBy(() -> complete(cookies)).hasMessage("exchanged");
    }

    @Test
    void cookieOfAnotherKeyIsNamedWithItsRemedy() {
        AgentCookies cookies = begin();
        settings.put("safire.epic.store-key", OTHER_KEY);
        assertThatThrownBy(() -> complete(cookies))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1104 ")
                .hasMessageContaining("safire.store-key");
    }

    @Test
    void anyChangeOfTheCookieIsRefused() {
        AgentCookies cookies = begin();
        String name = cookies.values().keySet().iterator().next();
        String value = cookies.values().get(name);
        for (int index = value.indexOf('.') + 1; index < value.length() - 1; index++) {
            char other = value.charAt(index) == 'A' ? 'B' : 'A';
            String changed = value.substring(0, index) + other + value.substring(index + 1);
            assertThatThrownBy(() -> complete(new AgentCookies(Map.of(name, changed))))
                    .isInstanceOf(ValidationException.class);
        }
        for (String foreign : List.of("", ".", "a.b", "1.a.b.c.d.e", "1." + "x".repeat(10_000))) {
            assertThatThrownBy(() -> complete(new AgentCookies(Map.of(name, foreign))))
                    .isInstanceOf(ValidationException.class);
        }
        assertThatThrownBy(() -> complete(cookies)).hasMessage("exchanged");
    }

    @Test
    void emptyCookieIsMissing() {
        String name = begin().values().keySet().iterator().next();
        assertThatThrownBy(() -> complete(new AgentCookies(Map.of(name, ""))))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1107 ");
    }

    @Test
    void cookieWithoutHostPrefixIsRefusedForAnHttpsRedirect() {
        AgentCookies cookies = begin();
        Map.Entry<String, String> cookie =
                cookies.values().entrySet().iterator().next();
        AgentCookies planted = new AgentCookies(Map.of(cookie.getKey().replace("__Host-", ""), cookie.getValue()));
        assertThatThrownBy(() -> complete(planted)).hasMessageStartingWith("SAFIRE-1107 ");
    }

    @Test
    void launchExpires() {
        AgentCookies cookies = begin();
        clock.pass(Duration.ofMinutes(10).minusMillis(1));
        failures.add(failuresBeforeTheCodeIsSent().get(0));
        assertThatThrownBy(() -> complete(cookies)).hasMessageStartingWith("SAFIRE-1703 ");
        clock.pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> complete(cookies))
                .hasMessageStartingWith("SAFIRE-1106 ")
                .hasMessageContaining("safire.epic.launch-lifetime");
    }

    @Test
    void storeOfTheApplicationNeedsAKey() {
        settings.remove("safire.epic.store-key");
        assertThatThrownBy(() -> begin(launches(LaunchStore.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.store-key");
        assertThat(begin(launches(null)).values()).hasSize(1);
    }

    private void assertUsed(AgentCookies cookies) {
        for (AgentCookies some : List.of(cookies, AgentCookies.none())) {
            assertThatThrownBy(() -> complete(some)).hasMessageStartingWith("SAFIRE-1105 ");
        }
    }

    private AgentCookies begin() {
        return begin(launches(null));
    }

    private static AgentCookies begin(DefaultSmartLaunches launches) {
        StartedLaunch started = launches.begin(LaunchRequest.standalone("epic"));
        String line = started.answer().header("Set-Cookie").get(0);
        return AgentCookies.parse(line.substring(0, line.indexOf(';')));
    }

    private void complete(AgentCookies cookies) {
        launches(null).complete(AuthorizationResponse.parse("code=abc&state=" + STATE), cookies);
    }

    /** Creates the launches of one node. All nodes share the cookies, the settings and the store. */
    private DefaultSmartLaunches launches(@Nullable Class<?> shared) {
        StoreKey ownKey = StoreKey.random(new SecureRandom());
        return new DefaultSmartLaunches(
                proxy(SmartClients.class, Map.of("names", Set.of("epic"), "client", client())),
                servers::read,
                name -> new StoreKeys(servers.read(name), shared, ownKey),
                store,
                clock,
                new SecureRandom(),
                Announcer.silent());
    }

    private SmartClient client() {
        AuthorizationRequest request = new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of("state", STATE, "redirect_uri", "https://app.example/callback"),
                "verifier");
        return proxy(SmartClient.class, Map.of("name", "epic", "authorize", request));
    }

    private <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("exchange")) {
                        throw failures.isEmpty() ? new IllegalStateException("exchanged") : failures.remove();
                    }
                    if (method.getName().equals("release")) {
                        throw new IllegalStateException("Store unavailable");
                    }
                    return answers.get(method.getName());
                }));
    }
}
