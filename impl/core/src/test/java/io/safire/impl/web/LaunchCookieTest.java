package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.launch.AgentCookies;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchCookieTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isForThisHostOverTlsUnlessTheRedirectUriIsPlainHttp() {
        assertThat(LaunchCookie.of("abc", "https://app.example/cb").setting("v", Duration.ofMinutes(1)))
                .isEqualTo("__Host-safire-abc=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=None; Partitioned");
        assertThat(LaunchCookie.of("abc", "HTTP://localhost/cb").setting("v", Duration.ofMinutes(1)))
                .isEqualTo("safire-abc=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        assertThat(LaunchCookie.of("abc", "https://app.example/cb").clearing())
                .startsWith("__Host-safire-abc=; Path=/; Max-Age=0; Secure;");
    }

    @Test
    void oldestAreClearedAndThoseOfOthersStay() {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put("JSESSIONID", "x");
        cookies.put("safire-theme", "dark");
        cookies.put("__Host-safire-abcdefgh-damaged", "?");
        for (int number = 0; number < 5; number++) {
            cookies.put(name(number), LaunchCookie.value(NOW.plusSeconds(number), "sealed"));
        }
        List<String> clearing = LaunchCookie.clearingSurplus(new AgentCookies(cookies), "value");
        assertThat(clearing).allMatch(line -> line.contains("; Max-Age=0"));
        assertThat(names(clearing)).containsExactlyInAnyOrder("__Host-safire-abcdefgh-damaged", name(0), name(1));
    }

    @Test
    void fewOfManyAreClearedOldestFirst() {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (int number = 0; number < 1_000; number++) {
            cookies.put(name(number), LaunchCookie.value(NOW.plusSeconds(number), "sealed"));
        }
        assertThat(names(LaunchCookie.clearingSurplus(new AgentCookies(cookies), "value")))
                .hasSize(20)
                .contains(name(0), name(19));
    }

    /** The parsing time of a JWE header grows quadratically with the length of the longest number in it. */
    @Test
    void contentThatNoLaunchHasIsNotRead() {
        LaunchCookie cookie = new LaunchCookie("abc", true);
        String longest = "1." + "s".repeat(LaunchCookie.LONGEST_VALUE - 2);
        assertThat(cookie.content(new AgentCookies(Map.of(cookie.name(), longest))))
                .hasSize(LaunchCookie.LONGEST_VALUE - 2);
        assertThat(cookie.content(new AgentCookies(Map.of(cookie.name(), longest + "s"))))
                .isEmpty();
    }

    @Test
    void longCookiesLeaveRoomForFewer() {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put(name(0), LaunchCookie.value(NOW, "s".repeat(1_500)));
        cookies.put(name(1), LaunchCookie.value(NOW.plusSeconds(1), "s".repeat(1_500)));
        assertThat(names(LaunchCookie.clearingSurplus(new AgentCookies(cookies), "v".repeat(1_500))))
                .containsExactly(name(0));
        assertThat(names(LaunchCookie.clearingSurplus(new AgentCookies(cookies), "v".repeat(1_000))))
                .isEmpty();
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.indexOf('='))).toList();
    }

    private static String name(int number) {
        return String.format("__Host-safire-ABCdef_-%08d", number);
    }
}
