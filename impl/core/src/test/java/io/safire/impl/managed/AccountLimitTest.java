package io.safire.impl.managed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.TokenStoreException;
import io.safire.impl.Logged;
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

    private final SettableTime clock = new SettableTime();
    private int places = 10;
    private final HookedStore store = new HookedStore(new MemoryTokenStore(server -> places, Fixture.clock(clock)));
    private final SealedStore sealed = Fixture.sealed(store);
    private final AccountLimit limit = limit(Fixture.KEY);
    private final AccountLimit otherNode = limit(Fixture.KEY);

    @Test
    void firstEntryOfTheAccountMakesRoom() {
        assertThat(keep("a", "ada")).isEmpty();
        assertThat(keep("x", "bob")).isEmpty();
        assertThat(keep("b", "ada")).isEmpty();
        assertThat(keep("c", "ada")).isEmpty();
        assertThat(keep(otherNode, "d", "ada")).containsExactly("a");
        assertThat(keep("e", "ada")).containsExactly("b");
    }

    @Test
    void removedEntriesDoNotCount() {
        for (String subject : List.of("a", "b", "c")) {
            keep(subject, "ada");
        }
        sealed.remove("b");
        assertThat(keep("d", "ada")).isEmpty();
        assertThat(keep("e", "ada")).containsExactly("a");
    }

    @Test
    void entryThatIsStoredAgainIsTheLast() {
        for (String subject : List.of("a", "b", "c", "a")) {
            assertThat(keep(subject, "ada")).isEmpty();
        }
        assertThat(keep("d", "ada")).containsExactly("b");
    }

    @Test
    void oneAccountDoesNotTakeThePlacesOfOthers() {
        for (int user = 0; user < 6; user++) {
            keep("user-" + user, "user-" + user);
        }
        for (int entry = 0; entry < 100; entry++) {
            keep("ada-" + entry, "ada").forEach(sealed::remove);
        }
        for (int user = 0; user < 6; user++) {
            assertThat(sealed.find("user-" + user)).isPresent();
        }
        assertThat(sealed.find("ada-99")).isPresent();
        assertThat(sealed.find("ada-96")).isEmpty();
    }

    @Test
    void shortTokensDoNotShortenTheLifeOfTheList() {
        for (String subject : List.of("a", "b", "c")) {
            keep(subject, "ada");
        }
        limit.add(
                "short",
                identity("ada"),
                Instant.ofEpochMilli(clock.getAsLong()).plusSeconds(1));
        clock.pass(2_000);
        assertThat(keep("d", "ada")).hasSize(1);
    }

    @Test
    void listBeginsAnewWithAnotherKey() {
        for (String subject : List.of("a", "b", "c")) {
            keep(subject, "ada");
        }
        assertThat(limit(Fixture.OTHER_KEY).add("d", identity("ada"), later())).isEmpty();
    }

    @Test
    void listOfAnotherFormBeginsAnew() {
        keep("a", "ada");
        String list = lists().get(0);
        sealed.saveText(list, "{\"subjects\":7}".getBytes(UTF_8), later(), sealed.version(list));
        assertThat(keep("b", "ada")).isEmpty();
    }

    @Test
    void storeDoesNotLearnTheAccount() {
        keep("a", "ada");
        assertThat(lists()).singleElement().asString().matches("safire-account-[\\w-]{43}");
        keep(limit(Fixture.OTHER_KEY), "a", "ada");
        assertThat(lists()).hasSize(2);
    }

    @Test
    void parallelSignInsOfOneAccountAllCount() {
        places = 100;
        List<String> surplus = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<?>[] signIns = IntStream.range(0, 20)
                .mapToObj(entry -> CompletableFuture.runAsync(
                        () -> surplus.addAll(keep(entry % 2 == 0 ? limit : otherNode, "ada-" + entry, "ada"))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(signIns).join();
        assertThat(surplus).hasSize(17).doesNotHaveDuplicates();
    }

    @Test
    void listThatOthersAlwaysChangeIsAnError() {
        store.refuse(100);
        assertThatThrownBy(() -> limit.add("a", identity("ada"), later())).isInstanceOf(TokenStoreException.class);
        store.refuse(1);
        assertThat(limit.add("a", identity("ada"), later())).isEmpty();
    }

    @Test
    void removedSignInIsAWarningWithoutTheAccount() {
        try (Logged log = new Logged(AccountLimit.class.getName())) {
            for (String subject : List.of("a", "b", "c", "d")) {
                keep(subject, "ada");
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
        return new AccountLimit(Fixture.settings(settings), Fixture.sealed(store, settings));
    }

    private List<String> keep(String subject, String user) {
        return keep(limit, subject, user);
    }

    private List<String> keep(AccountLimit node, String subject, String user) {
        long now = clock.getAsLong();
        KeptContent content = KeptContent.of(Obtained.of(tokens(user), now, now));
        assertThat(sealed.save(subject, content, sealed.version(subject))).isTrue();
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
        return Fixture.signedIn(Fixture.tokens("access-0", "refresh-0", clock.getAsLong() + 300_000), user);
    }
}
