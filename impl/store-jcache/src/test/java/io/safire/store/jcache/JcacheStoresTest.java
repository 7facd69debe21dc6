package io.safire.store.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.LaunchStoreException;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.store.HashedKey;
import io.safire.store.StoreException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Test of the stores' cache access with a fake cache that fails on request and exposes its content. */
class JcacheStoresTest {

    private static final TokenKey KEY = new TokenKey("epic", "session-4711");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RETENTION = Duration.ofHours(2);

    private final Map<String, String> content = new HashMap<>();
    private boolean closed;
    private boolean eternal;
    private final Cache<String, String> cache = cache();

    @Test
    void throwsStoreExceptionIfProviderFails() {
        closed = true;
        assertThatThrownBy(() -> JcacheStores.tokens(cache).find(KEY))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("safire-test")
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining(KEY.subject());
        JcacheLaunchStore launches = launches(NOW);
        assertThatThrownBy(() -> launches.consume("a", NOW.plusSeconds(1)))
                .isInstanceOf(LaunchStoreException.class)
                .hasMessageStartingWith("SAFIRE-2101 ")
                .hasMessageContaining("safire-test");
        closed = false;
        assertThat(launches.consume("a", NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void rejectsForeignValueWithoutShowingIt() {
        for (String foreign : new String[] {"secret", "1:2:§", "x:2:AA", "1:2:AA:3", ""}) {
            content.put(HashedKey.of(KEY), foreign);
            assertThatThrownBy(() -> JcacheStores.tokens(cache).find(KEY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("its own cache")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void storesNoPlainKeys() {
        JcacheStores.tokens(cache)
                .save(KEY, new Entry(new byte[3], Instant.now().plusSeconds(60)), 0);
        launches(NOW).consume("the-state", NOW.plusSeconds(1));
        assertThat(content).hasSize(2);
        assertThat(content.toString()).doesNotContain("session-4711", "the-state");
    }

    @Test
    void ignoresAndReplacesExpiredEntry() {
        JcacheTokenStore before = tokens(NOW);
        before.save(KEY, new Entry(new byte[] {1}, NOW.plusSeconds(60)), 0);
        long version = before.find(KEY).orElseThrow().version();
        JcacheTokenStore after = tokens(NOW.plusSeconds(60));
        assertThat(after.find(KEY)).isEmpty();
        assertThat(after.save(KEY, new Entry(new byte[] {2}, NOW.plusSeconds(120)), 0))
                .isTrue();
        assertThat(after.save(KEY, new Entry(new byte[] {3}, NOW.plusSeconds(120)), version))
                .isFalse();
        assertThat(after.find(KEY).orElseThrow().entry().content()).containsExactly(2);
    }

    @Test
    void holdsLaunchUntilGivenTime() {
        assertThat(launches(NOW).consume("a", NOW.plusSeconds(60))).isTrue();
        JcacheLaunchStore before = launches(NOW.plusSeconds(59));
        assertThat(before.isConsumed("a")).isTrue();
        assertThat(before.consume("a", NOW.plusSeconds(120))).isFalse();
        JcacheLaunchStore after = launches(NOW.plusSeconds(60));
        assertThat(after.isConsumed("a")).isFalse();
        assertThat(after.consume("a", NOW.plusSeconds(120))).isTrue();
        assertThat(after.consume("a", NOW.plusSeconds(120))).isFalse();
        assertThat(after.isConsumed("a")).isTrue();
    }

    @Test
    void refusesCacheWithShorterRetention() {
        JcacheLaunchStore launches = launches(NOW);
        assertThat(launches.consume("a", NOW.plus(RETENTION))).isTrue();
        assertThatThrownBy(() -> launches.consume("b", NOW.plus(RETENTION).plusMillis(1)))
                .isInstanceOf(LaunchStoreException.class)
                .hasMessageStartingWith("SAFIRE-2103 ")
                .hasMessageContaining("safire-test")
                .hasMessageContaining("launch-lifetime");
        assertThat(launches.isConsumed("b")).isFalse();
        eternal = true;
        assertThat(launches.consume("b", NOW.plus(RETENTION).plusMillis(1))).isTrue();
    }

    @Test
    void rejectsForeignLaunchWithoutShowingIt() {
        content.put(HashedKey.ofState("a"), "secret");
        assertThatThrownBy(() -> launches(NOW).isConsumed("a"))
                .isInstanceOf(LaunchStoreException.class)
                .hasMessageStartingWith("SAFIRE-2102 ")
                .hasMessageContaining("its own cache")
                .hasMessageNotContaining("secret");
    }

    private JcacheLaunchStore launches(Instant now) {
        return new JcacheLaunchStore(cache, Clock.fixed(now, ZoneOffset.UTC));
    }

    private JcacheTokenStore tokens(Instant now) {
        return new JcacheTokenStore(cache, Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
    }

    @SuppressWarnings("unchecked")
    private Cache<String, String> cache() {
        return (Cache<String, String>) Proxy.newProxyInstance(
                JcacheStoresTest.class.getClassLoader(),
                new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> invoke(method.getName(), arguments));
    }

    private Object invoke(String method, Object[] arguments) {
        if (closed && !method.equals("getName")) {
            throw new IllegalStateException("closed");
        }
        return switch (method) {
            case "getConfiguration" ->
                eternal ? new MutableConfiguration<String, String>() : JcacheStores.configuration(RETENTION);
            case "getName" -> "safire-test";
            case "get" -> content.get((String) arguments[0]);
            case "putIfAbsent" -> content.putIfAbsent((String) arguments[0], (String) arguments[1]) == null;
            case "replace" -> content.replace((String) arguments[0], (String) arguments[1], (String) arguments[2]);
            case "containsKey" -> content.containsKey((String) arguments[0]);
            case "remove" -> content.remove(arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(method);
        };
    }
}
