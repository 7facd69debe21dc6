package io.safire.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.TokenStoreException;
import io.safire.internal.LogCapture;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the limit on the entries of one account, with two nodes that share a store. */
class AccountLimitTest {

    private final SettableMillis clock = new SettableMillis();
    private int maxEntries = 10;
    private final HookedTokenStore store =
            new HookedTokenStore(new MemoryTokenStore(server -> maxEntries, TokenFixtures.clock(clock)));
    private final EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
    private final AccountLimit limit = limit(TokenFixtures.KEY);
    private final AccountLimit otherNode = limit(TokenFixtures.KEY);

    @Test
    void returnsOldestEntryAboveLimit() {
        assertThat(store("a", "ada")).isEmpty();
        assertThat(store("x", "bob")).isEmpty();
        assertThat(store("b", "ada")).isEmpty();
        assertThat(store("c", "ada")).isEmpty();
        assertThat(store(otherNode, "d", "ada")).containsExactly("a");
        assertThat(store("e", "ada")).containsExactly("b");
    }

    @Test
    void ignoresRemovedEntries() {
        for (String subject : List.of("a", "b", "c")) {
            store(subject, "ada");
        }
        encrypted.remove("b");
        assertThat(store("d", "ada")).isEmpty();
        assertThat(store("e", "ada")).containsExactly("a");
    }

    @Test
    void treatsEntryStoredAgainAsNewest() {
        for (String subject : List.of("a", "b", "c", "a")) {
            assertThat(store(subject, "ada")).isEmpty();
        }
        assertThat(store("d", "ada")).containsExactly("b");
    }

    @Test
    void keepsEntriesOfOtherAccounts() {
        for (int user = 0; user < 6; user++) {
            store("user-" + user, "user-" + user);
        }
        for (int entry = 0; entry < 100; entry++) {
            store("ada-" + entry, "ada").forEach(encrypted::remove);
        }
        for (int user = 0; user < 6; user++) {
            assertThat(encrypted.find("user-" + user)).isPresent();
        }
        assertThat(encrypted.find("ada-99")).isPresent();
        assertThat(encrypted.find("ada-96")).isEmpty();
    }

    @Test
    void keepsLifetimeOfListForShortTokens() {
        for (String subject : List.of("a", "b", "c")) {
            store(subject, "ada");
        }
        limit.add(
                "short",
                identity("ada"),
                Instant.ofEpochMilli(clock.getAsLong()).plusSeconds(1));
        clock.advance(2_000);
        assertThat(store("d", "ada")).hasSize(1);
    }

    @Test
    void startsEmptyListForOtherKey() {
        for (String subject : List.of("a", "b", "c")) {
            store(subject, "ada");
        }
        assertThat(limit(TokenFixtures.OTHER_KEY).add("d", identity("ada"), later()))
                .isEmpty();
    }

    @Test
    void startsEmptyListForOtherFormat() {
        store("a", "ada");
        String list = lists().get(0);
        encrypted.savePlaintext(list, "{\"subjects\":7}".getBytes(UTF_8), later(), encrypted.version(list));
        assertThat(store("b", "ada")).isEmpty();
    }

    @Test
    void hidesAccountFromStore() {
        store("a", "ada");
        assertThat(lists()).singleElement().asString().matches("safire-account-[\\w-]{43}");
        store(limit(TokenFixtures.OTHER_KEY), "a", "ada");
        assertThat(lists()).hasSize(2);
    }

    @Test
    void countsConcurrentSignInsOfOneAccount() {
        maxEntries = 100;
        List<String> surplus = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<?>[] signIns = IntStream.range(0, 20)
                .mapToObj(entry -> CompletableFuture.runAsync(
                        () -> surplus.addAll(store(entry % 2 == 0 ? limit : otherNode, "ada-" + entry, "ada"))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(signIns).join();
        assertThat(surplus).hasSize(17).doesNotHaveDuplicates();
    }

    @Test
    void failsIfListChangesAtEachAttempt() {
        store.failNextSaves(100);
        assertThatThrownBy(() -> limit.add("a", identity("ada"), later())).isInstanceOf(TokenStoreException.class);
        store.failNextSaves(1);
        assertThat(limit.add("a", identity("ada"), later())).isEmpty();
    }

    @Test
    void logsRemovalWithoutAccount() {
        try (LogCapture log = new LogCapture(AccountLimit.class.getName())) {
            for (String subject : List.of("a", "b", "c", "d")) {
                store(subject, "ada");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-1521 epic: ")
                    .contains("raise safire.epic.max-tokens-per-account")
                    .doesNotContain("ada");
        }
    }

    private AccountLimit limit(String key) {
        Map<String, String> settings = Map.of("safire.store-key", key, "safire.epic.max-tokens-per-account", "3");
        return new AccountLimit(TokenFixtures.settings(settings), TokenFixtures.encrypted(store, settings));
    }

    private List<String> store(String subject, String user) {
        return store(limit, subject, user);
    }

    private List<String> store(AccountLimit node, String subject, String user) {
        long now = clock.getAsLong();
        StoredTokens content = StoredTokens.of(TokenSnapshot.of(tokens(user), now, now));
        assertThat(encrypted.save(subject, content, encrypted.version(subject))).isTrue();
        return node.add(subject, identity(user), later());
    }

    private List<String> lists() {
        return store.saved().stream()
                .map(TokenKey::subject)
                .filter(subject -> subject.startsWith(AccountLimit.PREFIX))
                .distinct()
                .toList();
    }

    private Instant later() {
        return Instant.ofEpochMilli(clock.getAsLong()).plusSeconds(3600);
    }

    private IdToken identity(String user) {
        return tokens(user).identity().orElseThrow();
    }

    private TokenResponse tokens(String user) {
        return TokenFixtures.signedIn(TokenFixtures.tokens("access-0", "refresh-0", clock.getAsLong() + 300_000), user);
    }
}
