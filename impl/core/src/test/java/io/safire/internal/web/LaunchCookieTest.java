package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.web.RequestCookies;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchCookieTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isSecureUnlessRedirectUriIsPlainHttp() {
        assertThat(LaunchCookie.of("abc", "https://app.example/cb").setCookieHeader("v", Duration.ofMinutes(1)))
                .isEqualTo("__Host-safire-abc=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=None; Partitioned");
        assertThat(LaunchCookie.of("abc", "HTTP://localhost/cb").setCookieHeader("v", Duration.ofMinutes(1)))
                .isEqualTo("safire-abc=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        assertThat(LaunchCookie.of("abc", "https://app.example/cb").clearCookieHeader())
                .startsWith("__Host-safire-abc=; Path=/; Max-Age=0; Secure;");
    }

    @Test
    void clearsOldestLaunchCookiesOnly() {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put("JSESSIONID", "x");
        cookies.put("safire-theme", "dark");
        cookies.put("__Host-safire-abcdefgh-damaged", "?");
        for (int number = 0; number < 5; number++) {
            cookies.put(name(number), LaunchCookie.value(NOW.plusSeconds(number), "sealed"));
        }
        List<String> clearing = LaunchCookie.clearSurplusHeaders(new RequestCookies(cookies), "value");
        assertThat(clearing).allMatch(line -> line.contains("; Max-Age=0"));
        assertThat(names(clearing)).containsExactlyInAnyOrder("__Host-safire-abcdefgh-damaged", name(0), name(1));
    }

    @Test
    void clearsAtMostTwentyCookiesOldestFirst() {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (int number = 0; number < 1_000; number++) {
            cookies.put(name(number), LaunchCookie.value(NOW.plusSeconds(number), "sealed"));
        }
        assertThat(names(LaunchCookie.clearSurplusHeaders(new RequestCookies(cookies), "value")))
                .hasSize(20)
                .contains(name(0), name(19));
    }

    /** The parsing time of a JWE header grows quadratically with the length of the longest number in it. */
    @Test
    void ignoresOverlongContent() {
        LaunchCookie cookie = new LaunchCookie("abc", true);
        String maxLength = "1." + "s".repeat(LaunchCookie.MAX_VALUE_LENGTH - 2);
        assertThat(cookie.encryptedLaunch(new RequestCookies(Map.of(cookie.name(), maxLength))))
                .hasSize(LaunchCookie.MAX_VALUE_LENGTH - 2);
        assertThat(cookie.encryptedLaunch(new RequestCookies(Map.of(cookie.name(), maxLength + "s"))))
                .isEmpty();
    }

    @Test
    void clearsMoreCookiesIfTheyAreLong() {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put(name(0), LaunchCookie.value(NOW, "s".repeat(1_500)));
        cookies.put(name(1), LaunchCookie.value(NOW.plusSeconds(1), "s".repeat(1_500)));
        assertThat(names(LaunchCookie.clearSurplusHeaders(new RequestCookies(cookies), "v".repeat(1_500))))
                .containsExactly(name(0));
        assertThat(names(LaunchCookie.clearSurplusHeaders(new RequestCookies(cookies), "v".repeat(1_000))))
                .isEmpty();
    }

    @Test
    void keepsCookiesUpToTheLengthThatServersAccept() {
        RequestCookies cookies = new RequestCookies(Map.of(name(0), "1." + "s".repeat(1_998)));
        assertThat(LaunchCookie.clearSurplusHeaders(cookies, "v".repeat(4_096 - 2_000)))
                .isEmpty();
        assertThat(names(LaunchCookie.clearSurplusHeaders(cookies, "v".repeat(4_097 - 2_000))))
                .containsExactly(name(0));
    }

    @Test
    void setsCookieForOneSecondAtLeast() {
        LaunchCookie cookie = new LaunchCookie("abc", false);
        assertThat(cookie.setCookieHeader("v", Duration.ZERO)).contains("; Max-Age=1;");
        assertThat(cookie.setCookieHeader("v", Duration.ofSeconds(2))).contains("; Max-Age=2;");
        assertThat(cookie.clearCookieHeader()).isEqualTo("safire-abc=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    /** The value of a foreign cookie may have any form. */
    @Test
    void clearsCookieWithoutTimeBeforeOthers() {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put(name(9), "sealed without time");
        for (int number = 0; number < 3; number++) {
            cookies.put(name(number), LaunchCookie.value(NOW.plusSeconds(number), "sealed"));
        }
        assertThat(names(LaunchCookie.clearSurplusHeaders(new RequestCookies(cookies), "value")))
                .containsExactly(name(9));
    }

    @Test
    void findsSecureCookieFirst() {
        String secure = LaunchCookie.SECURE_PREFIX + "abc";
        assertThat(LaunchCookie.find(new RequestCookies(Map.of(secure, "1.a", "safire-abc", "1.b")), "abc"))
                .contains(new LaunchCookie("abc", true));
        assertThat(LaunchCookie.find(new RequestCookies(Map.of("safire-abc", "1.b")), "abc"))
                .contains(new LaunchCookie("abc", false));
        assertThat(LaunchCookie.find(new RequestCookies(Map.of(secure, "")), "abc"))
                .isEmpty();
        assertThat(new LaunchCookie("abc", false).encryptedLaunch(new RequestCookies(Map.of("safire-abc", "1.b.c"))))
                .isEqualTo("b.c");
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.indexOf('='))).toList();
    }

    private static String name(int number) {
        return String.format("__Host-safire-ABCdef_-%08d", number);
    }
}
