package io.safire.internal.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.StoreKey;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenEncryptorTest {

    private static final String USER = "user-1";
    private static final TokenKey TOKEN_KEY = new TokenKey("epic", USER);

    private final SettableMillis clock = new SettableMillis();
    private final MemoryTokenStore store = new MemoryTokenStore(server -> 100, TokenFixtures.clock(clock));

    @Test
    void restoresAllFields() {
        StoredTokens content = content().withLease(new RefreshLease("node", RefreshLease.Phase.SENT, 42));
        TokenFixtures.encrypted(store).save(USER, content, 0);
        StoredTokens restored =
                TokenFixtures.encrypted(store).find(USER).orElseThrow().content();
        assertThat(restored).isEqualTo(content);
        assertThat(restored.snapshot().tokens().identity()).isPresent();
        TokenFixtures.encrypted(store)
                .save(
                        USER,
                        content().withRefreshTokenConsumed(),
                        TokenFixtures.encrypted(store).version(USER));
        assertThat(TokenFixtures.encrypted(store).find(USER).orElseThrow().content())
                .isEqualTo(content().withRefreshTokenConsumed());
    }

    @Test
    void hidesContentFromStore() {
        TokenFixtures.encrypted(store).save(USER, content(), 0);
        String bytes = new String(stored(), ISO_8859_1);
        assertThat(bytes).doesNotContain("access-0").doesNotContain("refresh-0").doesNotContain("pat-1");
        TokenFixtures.encrypted(store)
                .save(USER, content(), TokenFixtures.encrypted(store).version(USER));
        assertThat(new String(stored(), ISO_8859_1)).isNotEqualTo(bytes);
    }

    @Test
    void rejectsAnyModification() {
        TokenFixtures.encrypted(store).save(USER, content(), 0);
        byte[] valid = stored();
        for (int index = 0; index < valid.length; index++) {
            byte[] changed = valid.clone();
            changed[index] ^= 1;
            assertUnreadable(changed);
        }
        assertUnreadable(new byte[0]);
        assertUnreadable(new byte[] {1, 2, 3});
        put(valid);
        assertThat(TokenFixtures.encrypted(store).find(USER)).isPresent();
    }

    /** The former binary format: version 1, key id, nonce, ciphertext. */
    @Test
    void rejectsEntryOfFormerFormat() {
        byte[] former = new byte[300];
        former[0] = 1;
        System.arraycopy(
                StoreKey.of(Base64.getDecoder().decode(TokenFixtures.KEY)).id(), 0, former, 1, StoreKey.ID_BYTES);
        assertUnreadable(former);
    }

    @Test
    void namesServerKeyAndVersionInHeader() {
        TokenFixtures.encrypted(store).save(USER, content(), 0);
        String header =
                new String(Base64.getUrlDecoder().decode(new String(stored(), ISO_8859_1).split("\\.")[0]), ISO_8859_1);
        assertThat(Json.createReader(new StringReader(header)).readObject())
                .containsEntry("alg", Json.createValue("A256KW"))
                .containsEntry("enc", Json.createValue("A256GCM"))
                .containsEntry("server", Json.createValue("epic"))
                .containsEntry("version", Json.createValue("1"))
                .containsKeys("kid", "entry");
        assertThat(header).doesNotContain(USER);
    }

    /** With a single content key for all entries, random nonces would repeat after about 2^32 entries. */
    @Test
    void usesSeparateContentKeyForEachEntry() {
        Set<String> keys = new HashSet<>();
        for (int entry = 0; entry < 100; entry++) {
            TokenFixtures.encrypted(store).save("user-" + entry, content(), 0);
            byte[] encrypted = store.find(new TokenKey("epic", "user-" + entry))
                    .orElseThrow()
                    .entry()
                    .content();
            keys.add(new String(encrypted, ISO_8859_1).split("\\.")[1]);
        }
        assertThat(keys).hasSize(100);
    }

    @Test
    void rejectsHeaderWithOtherAlgorithmOrType() {
        TokenFixtures.encrypted(store).save(USER, content(), 0);
        String[] parts = new String(stored(), ISO_8859_1).split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), ISO_8859_1);
        for (String changed : List.of(
                header.replace("A256KW", "dir"),
                header.replace("A256GCM", "A128CBC-HS256"),
                header.replace("\"version\":\"1\"", "\"version\":\"2\""),
                header.replace("\"version\":\"1\"", "\"version\":1"),
                header.replace("\"A256KW\"", "7"),
                header.replace("\"server\":\"epic\"", "\"server\":[]"),
                header.replace("\"DEF\"", "{}"),
                "{}",
                "no JSON")) {
            assertThat(changed).isNotEqualTo(header);
            parts[0] = Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(ISO_8859_1));
            assertUnreadable(String.join(".", parts).getBytes(ISO_8859_1));
        }
    }

    /** jose4j does not decompress more than 200,000 bytes, so a larger entry must be stored uncompressed. */
    @Test
    void restoresLargeEntry() {
        TokenResponse large = TokenFixtures.tokens("a".repeat(300_000), "refresh-0", clock.getAsLong() + 1_000);
        StoredTokens content = StoredTokens.of(TokenSnapshot.of(large, clock.getAsLong(), clock.getAsLong()));
        TokenFixtures.encrypted(store).save(USER, content, 0);
        assertThat(TokenFixtures.encrypted(store).find(USER).orElseThrow().content())
                .isEqualTo(content);
    }

    @Test
    void rejectsEntryOfOtherServer() {
        TokenFixtures.encrypted(store).save(USER, content(), 0);
        EncryptedTokenStore other = new EncryptedTokenStore(
                TestServers.of(Map.of(
                                "safire.other.base-url",
                                "https://fhir.example/r4",
                                "safire.store-key",
                                TokenFixtures.KEY))
                        .read("other"),
                store);
        Entry entry = store.find(TOKEN_KEY).orElseThrow().entry();
        store.save(new TokenKey("other", USER), entry, 0);
        assertThatThrownBy(() -> other.find(USER)).isInstanceOf(UnreadableEntryException.class);
    }

    @Test
    void rejectsEntryOfOtherUser() {
        EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
        encrypted.save("other-user", content(), 0);
        put(store.find(new TokenKey("epic", "other-user")).orElseThrow().entry().content());
        assertThatThrownBy(() -> encrypted.find(USER))
                .isInstanceOf(UnreadableEntryException.class)
                .hasMessageContaining("SAFIRE-1902 epic")
                .hasMessageContaining("safire.epic.store-key");
        assertThat(encrypted.find("other-user")).isPresent();
    }

    @Test
    void decryptsWithPreviousKey() {
        TokenFixtures.encrypted(store).save(USER, content(), 0);
        EncryptedTokenStore rotated = TokenFixtures.encrypted(
                store,
                Map.of(
                        "safire.epic.store-key",
                        TokenFixtures.OTHER_KEY,
                        "safire.store-key.previous",
                        TokenFixtures.KEY));
        assertThat(rotated.find(USER).orElseThrow().content()).isEqualTo(content());
        rotated.save(USER, content(), rotated.version(USER));
        EncryptedTokenStore later = TokenFixtures.encrypted(store, Map.of("safire.store-key", TokenFixtures.OTHER_KEY));
        assertThat(later.find(USER)).isPresent();
        assertThatThrownBy(() -> TokenFixtures.encrypted(store).find(USER))
                .isInstanceOf(UnreadableEntryException.class);
    }

    @Test
    void sharesEntriesBetweenNodesWithBothKeys() {
        EncryptedTokenStore oldNode = TokenFixtures.encrypted(
                store,
                Map.of("safire.store-key", TokenFixtures.KEY, "safire.store-key.previous", TokenFixtures.OTHER_KEY));
        EncryptedTokenStore newNode = TokenFixtures.encrypted(
                store,
                Map.of("safire.store-key", TokenFixtures.OTHER_KEY, "safire.store-key.previous", TokenFixtures.KEY));
        newNode.save(USER, content(), 0);
        assertThat(oldNode.find(USER)).isPresent();
        oldNode.save(USER, content(), oldNode.version(USER));
        assertThat(newNode.find(USER)).isPresent();
    }

    @Test
    void requiresKey() {
        EncryptedTokenStore others = TokenFixtures.encrypted(new HookedTokenStore(store), Map.of());
        assertThatThrownBy(() -> others.save(USER, content(), 0))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.missingAttributes())
                        .containsExactly("store_key"))
                .hasMessageContaining("safire.store-key");
    }

    @Test
    void rejectsMalformedKeyWithoutShowingIt() {
        for (String wrong : List.of("AAAA", "not Base64!", TokenFixtures.KEY + "AAAA")) {
            assertThatThrownBy(() -> TokenFixtures.encrypted(store, Map.of("safire.store-key", wrong))
                            .save(USER, content(), 0))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("store_key")
                    .hasMessageNotContaining(wrong);
        }
    }

    private void assertUnreadable(byte[] content) {
        put(content);
        assertThatThrownBy(() -> TokenFixtures.encrypted(store).find(USER))
                .isInstanceOf(UnreadableEntryException.class);
    }

    private void put(byte[] content) {
        Optional<TokenStore.StoredEntry> existing = store.find(TOKEN_KEY);
        assertThat(store.save(
                        TOKEN_KEY,
                        new Entry(
                                content, Instant.ofEpochMilli(clock.getAsLong()).plusSeconds(60)),
                        existing.map(TokenStore.StoredEntry::version).orElse(0L)))
                .isTrue();
    }

    private byte[] stored() {
        return store.find(TOKEN_KEY).orElseThrow().entry().content();
    }

    private StoredTokens content() {
        TokenResponse bare = TokenFixtures.tokens("access-0", "refresh-0", clock.getAsLong() + 1_000);
        IdToken identity = IdToken.of(
                Json.createObjectBuilder()
                        .add("iss", "https://as.example")
                        .add("sub", "dr-1")
                        .add("exp", 1_700_000_300)
                        .add("iat", 1_700_000_000)
                        .build(),
                new FhirUser(URI.create("https://fhir.example/r4/Practitioner/1"), "Practitioner", "1"));
        TokenResponse tokens = bare.withIdentity(identity)
                .withFindings(List.of(Finding.builder("SAFIRE-0000", Step.TOKEN, "was ignored")
                        .member("id_token")
                        .build()));
        return StoredTokens.of(TokenSnapshot.of(tokens, clock.getAsLong(), clock.getAsLong()));
    }
}
