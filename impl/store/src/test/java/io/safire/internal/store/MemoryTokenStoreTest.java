package io.safire.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.cache.SettableMillis;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.StoredEntry;
import io.safire.spi.TokenStore.TokenKey;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTokenStoreTest {

    private final SettableMillis clock = new SettableMillis();
    private final MemoryTokenStore store = new MemoryTokenStore(server -> 3, TokenFixtures.clock(clock));

    @Test
    void savesVersionOnlyOnceConcurrently() {
        assertThat(store.save(key("a"), entry(60), 1)).isFalse();
        assertThat(store.save(key("a"), entry(60), 0)).isTrue();
        assertThat(store.save(key("a"), entry(60), 0)).isFalse();
        long version = version("a");
        long saved = IntStream.range(0, 1000)
                .parallel()
                .filter(number -> store.save(key("a"), entry(60), version))
                .count();
        assertThat(saved).isEqualTo(1);
        assertThat(store.delete(key("a"), version)).isFalse();
        assertThat(store.delete(key("a"), version("a"))).isTrue();
        assertThat(store.find(key("a"))).isEmpty();
        assertThat(store.delete(key("a"), 0)).isFalse();
    }

    @Test
    void neverReusesVersions() {
        store.save(key("a"), entry(60), 0);
        long first = version("a");
        store.delete(key("a"), first);
        store.save(key("a"), entry(60), 0);
        assertThat(version("a")).isGreaterThan(first);
    }

    @Test
    void removesExpiredEntry() {
        store.save(key("a"), entry(60), 0);
        clock.advance(59_999);
        assertThat(store.find(key("a"))).isPresent();
        clock.advance(1);
        assertThat(store.find(key("a"))).isEmpty();
        assertThat(store.save(key("a"), entry(60), 0)).isTrue();
    }

    @Test
    void evictsEarliestExpiryOfSameServer() {
        store.save(new TokenKey("cerner", "x"), entry(1), 0);
        store.save(key("a"), entry(30), 0);
        store.save(key("b"), entry(10), 0);
        store.save(key("c"), entry(20), 0);
        store.save(key("c"), entry(40), version("c"));
        assertThat(store.find(key("b"))).isPresent();
        store.save(key("d"), entry(5), 0);
        assertThat(store.find(key("b"))).isEmpty();
        assertThat(store.find(key("d"))).isPresent();
        assertThat(store.find(key("a"))).isPresent();
        assertThat(store.find(new TokenKey("cerner", "x"))).isPresent();
    }

    private long version(String subject) {
        return store.find(key(subject)).map(StoredEntry::version).orElse(0L);
    }

    private Entry entry(int seconds) {
        return new Entry(new byte[] {1}, Instant.ofEpochMilli(clock.getAsLong()).plusSeconds(seconds));
    }

    private static TokenKey key(String subject) {
        return new TokenKey("epic", subject);
    }
}
