package io.safire.tck.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.StoredEntry;
import io.safire.spi.TokenStore.TokenKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract tests of a {@link TokenStore}, to be extended by the test class of a store. The tests use unique keys, so the
 * store need not be empty.
 */
public abstract class TokenStoreContract {

    private static final int MEBIBYTE = 1 << 20;
    private static final int INCREMENTS = 25;
    private static final int ROUNDS = 10;
    private static final Instant LATER = Instant.now().plus(1, ChronoUnit.HOURS);

    protected TokenStoreContract() {}

    /**
     * Returns the store under test.
     *
     * @return the store, which has the same content at each call
     */
    protected abstract TokenStore store();

    /**
     * Returns the store as another node of the application accesses it. The default is {@link #store()}, for stores
     * that support a single node only.
     *
     * @return a store with the same content as {@link #store()}
     */
    protected TokenStore otherNode() {
        return store();
    }

    /** Verifies that every node finds a saved entry, with its expiry time in milliseconds. */
    @Test
    public void findsSavedEntryOnEveryNode() {
        TokenKey key = key();
        assertThat(store().find(key)).isEmpty();
        assertThat(store().save(key, entry("first"), 0)).isTrue();
        assertThat(text(otherNode(), key)).isEqualTo("first");
        assertThat(otherNode().find(key).orElseThrow().entry().expiresAt().truncatedTo(ChronoUnit.MILLIS))
                .isEqualTo(LATER.truncatedTo(ChronoUnit.MILLIS));
        assertThat(otherNode().save(key, entry("second"), version(store(), key)))
                .isTrue();
        assertThat(text(store(), key)).isEqualTo("second");
    }

    /** Verifies that only the current version can be replaced. */
    @Test
    public void replacesCurrentVersionOnly() {
        TokenKey key = key();
        assertThat(store().save(key, entry("none there"), 1)).isFalse();
        assertThat(store().find(key)).isEmpty();
        assertThat(store().save(key, entry("first"), 0)).isTrue();
        long first = version(store(), key);
        assertThat(store().save(key, entry("again"), 0)).isFalse();
        assertThat(store().save(key, entry("another"), otherVersion(first))).isFalse();
        assertThat(text(store(), key)).isEqualTo("first");
        assertThat(store().save(key, entry("second"), first)).isTrue();
        assertThat(otherNode().save(key, entry("late"), first)).isFalse();
        assertThat(text(otherNode(), key)).isEqualTo("second");
        assertThat(version(store(), key)).isNotEqualTo(first);
    }

    /** Verifies that only the current version can be deleted, and only once. */
    @Test
    public void deletesCurrentVersionOnly() {
        TokenKey key = key();
        assertThat(store().delete(key, 1)).isFalse();
        store().save(key, entry("first"), 0);
        long first = version(store(), key);
        assertThat(store().delete(key, otherVersion(first))).isFalse();
        assertThat(store().delete(key, 0)).isFalse();
        assertThat(text(store(), key)).isEqualTo("first");
        assertThat(otherNode().delete(key, first)).isTrue();
        assertThat(store().delete(key, first)).isFalse();
        assertThat(store().find(key)).isEmpty();
        assertThat(store().save(key, entry("late"), first)).isFalse();
        assertThat(store().find(key)).isEmpty();
    }

    /** Verifies that versions of a key never repeat, even after the entry was deleted. */
    @Test
    public void neverReusesVersions() {
        TokenKey key = key();
        Set<Long> versions = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            TokenStore node = round % 2 == 0 ? store() : otherNode();
            assertThat(node.save(key, entry("first"), 0)).isTrue();
            assertThat(versions.add(version(node, key))).isTrue();
            assertThat(node.save(key, entry("first"), version(node, key))).isTrue();
            long last = version(node, key);
            assertThat(versions.add(last)).isTrue();
            assertThat(node.delete(key, last)).isTrue();
        }
        assertThat(versions).allMatch(version -> version >= 1);
    }

    /** Verifies that similar keys have separate entries. */
    @Test
    public void separatesSimilarKeys() {
        String name = UUID.randomUUID().toString();
        List<TokenKey> keys = List.of(
                new TokenKey("epic", name),
                new TokenKey("epic", name + " "),
                new TokenKey("epic", name + "x"),
                new TokenKey("epic", name + "X"),
                new TokenKey("epic" + name, "x"),
                new TokenKey("EPIC", name),
                new TokenKey("epic", name + "'; --"),
                new TokenKey("epic", name + "\u00e9\u4e2d\ud83d\ude00"),
                new TokenKey("epic", name + "e\u0301"),
                new TokenKey("epic", name + "\0"),
                new TokenKey("epic", name + "y".repeat(5000)));
        keys.forEach(key -> assertThat(store().save(key, entry("of " + keys.indexOf(key)), 0))
                .isTrue());
        keys.forEach(key -> assertThat(text(otherNode(), key)).isEqualTo("of " + keys.indexOf(key)));
        assertThat(store().delete(keys.get(0), version(store(), keys.get(0)))).isTrue();
        assertThat(keys.stream().filter(key -> store().find(key).isPresent())).hasSize(keys.size() - 1);
    }

    /** Verifies that content of 0 bytes and 1 MiB is stored unchanged, with all byte values. */
    @Test
    public void storesContentOfAnySize() {
        byte[] large = new byte[MEBIBYTE];
        for (int place = 0; place < large.length; place++) {
            large[place] = (byte) (place * 31 + place / 256);
        }
        for (byte[] content : List.of(new byte[0], new byte[1], large)) {
            TokenKey key = key();
            assertThat(store().save(key, new Entry(content, LATER), 0)).isTrue();
            StoredEntry stored = otherNode().find(key).orElseThrow();
            assertThat(Arrays.equals(stored.entry().content(), content)).isTrue();
            assertThat(store().save(key, new Entry(content, LATER), stored.version()))
                    .isTrue();
        }
    }

    /** Verifies that exactly one of several concurrent first saves succeeds, and that its entry is stored. */
    @Test
    public void acceptsOneOfConcurrentFirstSaves() {
        for (int round = 0; round < ROUNDS; round++) {
            TokenKey key = key();
            List<Boolean> saved =
                    ParallelRunner.run(number -> () -> node(number).save(key, entry("by " + number), 0));
            assertThat(ParallelRunner.countTrue(saved)).isEqualTo(1);
            assertThat(text(store(), key)).isEqualTo("by " + saved.indexOf(true));
        }
    }

    /**
     * Verifies that exactly one of several concurrent saves replaces a version, so that no increment of a counter is
     * lost.
     */
    @Test
    public void acceptsOneOfConcurrentReplacements() {
        TokenKey key = key();
        assertThat(store().save(key, number(0), 0)).isTrue();
        List<List<Long>> wonVersions = ParallelRunner.run(number -> () -> {
            List<Long> versions = new ArrayList<>();
            while (versions.size() < INCREMENTS) {
                StoredEntry stored = node(number).find(key).orElseThrow();
                int next = ByteBuffer.wrap(stored.entry().content()).getInt() + 1;
                if (node(number).save(key, number(next), stored.version())) {
                    versions.add(stored.version());
                }
            }
            return versions;
        });
        List<Long> all = wonVersions.stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(ParallelRunner.THREADS * INCREMENTS);
        assertThat(ByteBuffer.wrap(store().find(key).orElseThrow().entry().content())
                        .getInt())
                .isEqualTo(ParallelRunner.THREADS * INCREMENTS);
    }

    /** Verifies that exactly one of several concurrent deletions and saves of the same version succeeds. */
    @Test
    public void acceptsOneOfConcurrentDeletionsAndSaves() {
        for (int round = 0; round < ROUNDS; round++) {
            TokenKey key = key();
            store().save(key, entry("first"), 0);
            long first = version(store(), key);
            List<Boolean> done = ParallelRunner.run(number -> () -> number % 2 == 0
                    ? node(number / 2).delete(key, first)
                    : node(number / 2).save(key, entry("by " + number), first));
            assertThat(ParallelRunner.countTrue(done)).isEqualTo(1);
            int winner = done.indexOf(true);
            Optional<StoredEntry> current = store().find(key);
            assertThat(current.isPresent()).isEqualTo(winner % 2 == 1);
            current.ifPresent(
                    stored -> assertThat(new String(stored.entry().content())).isEqualTo("by " + winner));
        }
    }

    /**
     * Verifies that find and save agree on whether an expired entry exists. A store may or may not have removed the
     * expired entry.
     */
    @Test
    public void replacesExpiredEntry() {
        TokenKey key = key();
        assertThat(store().save(key, new Entry("over".getBytes(), Instant.now().minusSeconds(1)), 0))
                .isTrue();
        Optional<StoredEntry> found = store().find(key);
        found.ifPresent(
                stored -> assertThat(new String(stored.entry().content())).isEqualTo("over"));
        long expected = found.map(StoredEntry::version).orElse(0L);
        assertThat(otherNode().save(key, entry("new"), expected)).isTrue();
        assertThat(text(store(), key)).isEqualTo("new");
    }

    /** Verifies that the removal of expired entries does not remove an entry that has not expired. */
    @Test
    public void keepsUnexpiredEntries() {
        TokenKey unexpired = key();
        store().save(unexpired, entry("stays"), 0);
        for (int round = 0; round < ROUNDS; round++) {
            store().save(key(), new Entry(new byte[1], Instant.EPOCH), 0);
        }
        assertThat(text(otherNode(), unexpired)).isEqualTo("stays");
    }

    private TokenStore node(int number) {
        return number % 2 == 0 ? store() : otherNode();
    }

    private static TokenKey key() {
        return new TokenKey("epic", UUID.randomUUID().toString());
    }

    private static Entry entry(String text) {
        return new Entry(text.getBytes(), LATER);
    }

    private static Entry number(int number) {
        return new Entry(ByteBuffer.allocate(Integer.BYTES).putInt(number).array(), LATER);
    }

    private static long version(TokenStore store, TokenKey key) {
        return store.find(key).orElseThrow().version();
    }

    private static String text(TokenStore store, TokenKey key) {
        return new String(store.find(key).orElseThrow().entry().content());
    }

    private static long otherVersion(long version) {
        return version == 1 ? 2 : version - 1;
    }
}
