package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import io.safire.token.UserTokens;
import io.safire.web.CompletedLaunch;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Test of the sample for runtimes without servlets. */
class CookieVisitsTest {

    private static final String COOKIE =
            "__Host-visit=[\\w-]{43}; Max-Age=28800; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";

    private final Map<String, TokenResponse> stored = new HashMap<>();
    private final CookieVisits visits = new CookieVisits();
    private final ChartResource chart = new ChartResource();

    CookieVisitsTest() {
        UserTokens users = fake(UserTokens.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "store" -> stored.put((String) arguments[0], (TokenResponse) arguments[1]);
            case "find" ->
                Optional.ofNullable(stored.get((String) arguments[0])).map(tokens -> user(arguments[0]));
            case "signOut" -> {
                stored.remove((String) arguments[0]);
                yield SignOut.of("epic", List.of());
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
        visits.client = fake(SmartClient.class, (proxy, method, arguments) -> users);
        chart.visits = visits;
    }

    @Test
    void showsChartOfLaunchCookie() {
        Redirect first = launch("pat-1");
        Redirect second = launch("pat-2");
        assertThat(first.cookies()).singleElement().asString().matches(COOKIE);
        assertThat(chart.chart(key(first))).isEqualTo("Patient pat-1");
        assertThat(chart.chart(key(second))).isEqualTo("Patient pat-2");
    }

    @Test
    void signOutRemovesTokensAndCookie() {
        String key = key(launch("pat-1"));
        Redirect out = visits.signOut(
                new WebRequest("POST", Map.of(), Map.of("Cookie", List.of("other=1; __Host-visit=" + key))));
        assertThat(out.cookies())
                .containsExactly("__Host-visit=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None; Partitioned");
        assertThat(stored).isEmpty();
        assertThat(chart.chart(key)).startsWith("You are signed out.");
    }

    @Test
    void findsNoTokensWithoutCookie() {
        assertThat(visits.tokens(null)).isEmpty();
        assertThat(visits.tokens("")).isEmpty();
        assertThat(visits.tokens("guessed")).isEmpty();
        assertThat(visits.signOut(new WebRequest("POST", Map.of(), Map.of())).cookies())
                .hasSize(1);
    }

    private Redirect launch(String patient) {
        JsonObject response = Json.createObjectBuilder().add("patient", patient).build();
        AccessToken token = new AccessToken("epic", "token-of-" + patient, Instant.EPOCH, Scopes.none());
        TokenResponse tokens = TokenResponse.of("epic", token, Scopes.none(), response, JsonValue.EMPTY_JSON_OBJECT);
        CompletedLaunch launch = CompletedLaunch.of("id", visits.client, tokens, null, List.of());
        return visits.completed(launch, new WebRequest("GET", Map.of(), Map.of()));
    }

    private static String key(Redirect redirect) {
        return redirect.cookies().get(0).replaceAll("__Host-visit=([^;]*);.*", "$1");
    }

    private ManagedTokens user(Object key) {
        return fake(ManagedTokens.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "tokens" -> stored.get((String) key);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
