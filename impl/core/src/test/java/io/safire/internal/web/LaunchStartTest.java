package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.event.LaunchFailed;
import io.safire.event.SmartEvent;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.RequestCookies;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cookies of a launch from its start to its completion. */
class LaunchStartTest {

    private static final String STATE = "state-of-the-launch";
    private static final StoreKey KEY = StoreKey.random(new SecureRandom());

    private final SettableClock clock = new SettableClock();
    private final ConfiguredServers servers = TestServers.of(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.epic.authorize-method", "get",
            "safire.epic.launch-lifetime", "PT10M"));
    private final List<String> calls = new ArrayList<>();
    private final List<SmartEvent> events = new ArrayList<>();
    private final DefaultSmartLaunches launches = new DefaultSmartLaunches(
            proxy(SmartClients.class),
            servers::read,
            name -> StoreKeys.optional(servers.read(name), KEY),
            new MemoryLaunchStore(clock),
            clock,
            new SecureRandom(),
            new SmartEventPublisher(clock, events::add, new RequestObservers(List.of())));
    private Scopes requested = Scopes.of("openid");

    /** The cookie outlives the launch by one hour, so that the error page can name the reason. */
    @Test
    void setsCookieForLifetimeAndRetention() {
        LaunchRedirect started = launches.start(LaunchRequest.standalone("epic"));
        assertThat(started.response().status()).isEqualTo(303);
        assertThat(started.id()).hasSize(16);
        assertThat(started.request().state()).isEqualTo(STATE);
        assertThat(started.response().header("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-safire-" + started.id() + "=")
                .endsWith("; Path=/; Max-Age=4200; Secure; HttpOnly; SameSite=None; Partitioned")
                .doesNotContain(STATE, "verifier");
    }

    @Test
    void clearsSurplusCookiesBeforeItSetsTheNewOne() {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (int number = 0; number < 4; number++) {
            cookies.put("__Host-safire-ABCdef_-0000000" + number, Long.toString(number + 1) + ".sealed");
        }
        List<String> headers = launches.start(LaunchRequest.standalone("epic").withCookies(new RequestCookies(cookies)))
                .response()
                .header("Set-Cookie");
        assertThat(headers).hasSize(2);
        assertThat(headers.get(0)).startsWith("__Host-safire-ABCdef_-00000000=; Path=/; Max-Age=0; Secure");
        assertThat(headers.get(1)).contains("Max-Age=4200");
    }

    @Test
    void returnsPathAndClearsCookieAfterCompletion() {
        LaunchRedirect started = launches.start(LaunchRequest.standalone("epic").withReturnTo("/chart"));
        CompletedLaunch completed = launches.complete(response(), cookies(started));
        assertThat(completed.id()).isEqualTo(started.id());
        assertThat(completed.server()).isEqualTo("epic");
        assertThat(completed.target().orElseThrow().value()).isEqualTo("/chart");
        assertThat(completed.tokens().accessToken().value()).isEqualTo("at-1");
        assertThat(completed.cookies())
                .containsExactly("__Host-safire-" + started.id()
                        + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None; Partitioned");
    }

    @Test
    void rejectsStateOfAnotherLaunch() {
        RequestCookies cookies = cookies(launches.start(LaunchRequest.standalone("epic")));
        assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse("code=c&state=invented"), cookies))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1107 ");
        assertThatThrownBy(() -> launches.complete(response(), RequestCookies.none()))
                .hasMessageStartingWith("SAFIRE-1107 ");
        assertThat(calls).doesNotContain("exchange");
    }

    @Test
    void reportsRefusedResponseWithItsError() {
        assertThatThrownBy(() ->
                        launches.complete(AuthorizationResponse.parse("error=access_denied"), RequestCookies.none()))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.attribute()).isEqualTo("state");
                    assertThat(rejected.reason()).isEqualTo("the response has no state");
                })
                .hasMessageContaining("(error: access_denied)");
        assertThat(events).singleElement().isInstanceOfSatisfying(LaunchFailed.class, event -> assertThat(event.code())
                .isEqualTo("SAFIRE-1103"));
        assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse("code=c"), RequestCookies.none()))
                .hasMessageContaining("(error: none)");
    }

    @Test
    void namesLongestPartOfLaunchThatExceedsCookie() {
        assertTooLong(LaunchRequest.standalone("epic").withReturnTo("/" + incompressible(1_999)), 1_900, "return_to");
        assertTooLong(LaunchRequest.standalone("epic").withReturnTo("/chart"), 4_000, "scope");
        assertTooLong(LaunchRequest.standalone("epic"), 4_000, "scope");
        assertTooLong(LaunchRequest.standalone("epic").withReturnTo("/" + incompressible(1_999)), 2_000, "scope");
    }

    @Test
    void selectsClientByServerThenByIssuer() {
        launches.start(LaunchRequest.standalone("epic"));
        launches.start(LaunchRequest.ehr("https://fhir.example/r4", "l"));
        launches.start(LaunchRequest.ehr("https://fhir.example/r4", "l").withServer("epic"));
        launches.start(LaunchRequest.standalone());
        assertThat(calls)
                .filteredOn(call -> call.startsWith("client") || call.startsWith("forLaunch"))
                .containsExactly("client epic", "forLaunch https://fhir.example/r4", "client epic", "client");
    }

    @Test
    void passesRequestedScopesOnly() {
        launches.start(LaunchRequest.standalone("epic"));
        launches.start(LaunchRequest.standalone("epic").withScopes(Scopes.of("launch/patient")));
        assertThat(calls)
                .filteredOn(call -> call.startsWith("authorize"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .doesNotContain("launch/patient")
                                .isEqualTo("authorize Standalone[]"),
                        second -> assertThat(second)
                                .startsWith("authorize Standalone[] ")
                                .contains("launch/patient"));
    }

    private void assertTooLong(LaunchRequest request, int scopes, String attribute) {
        requested = Scopes.of(incompressible(scopes));
        assertThatThrownBy(() -> launches.start(request))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-1108");
                    assertThat(rejected.attribute()).isEqualTo(attribute);
                })
                .hasMessageContaining("browsers accept only 3800")
                .hasMessageContaining("scopes (" + scopes + " characters)");
    }

    /** The launch is compressed before it is encrypted. */
    private static String incompressible(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes).substring(0, length);
    }

    private static AuthorizationResponse response() {
        return AuthorizationResponse.parse("code=abc&state=" + STATE);
    }

    private static RequestCookies cookies(LaunchRedirect started) {
        String line = started.response().header("Set-Cookie").get(0);
        return RequestCookies.parse(line.substring(0, line.indexOf(';')));
    }

    private AuthorizationRequest authorizationRequest() {
        return new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of("state", STATE, "redirect_uri", "https://app.example/callback", "scope", requested.toString()),
                "verifier");
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    List<String> call = new ArrayList<>(List.of(method.getName()));
                    Arrays.stream(arguments == null ? new Object[0] : arguments)
                            .map(String::valueOf)
                            .forEach(call::add);
                    calls.add(String.join(" ", call));
                    return result(method.getName());
                }));
    }

    private Object result(String method) {
        return switch (method) {
            case "names" -> Set.of("epic");
            case "name" -> "epic";
            case "authorize" -> authorizationRequest();
            case "exchange" ->
                TokenResponse.of(
                        "epic",
                        new AccessToken("epic", "at-1", Instant.EPOCH, Scopes.none()),
                        Scopes.none(),
                        JsonValue.EMPTY_JSON_OBJECT,
                        JsonValue.EMPTY_JSON_OBJECT);
            default -> proxy(SmartClient.class);
        };
    }
}
