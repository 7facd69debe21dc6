package io.safire.impl.managed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.Finding;
import io.safire.error.ConfigurationException;
import io.safire.impl.TestServers;
import io.safire.launch.FhirUser;
import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentSealTest {

    private static final String USER = "user-1";
    private static final TokenKey PLACE = new TokenKey("epic", USER);

    private final SettableTime clock = new SettableTime();
    private final MemoryTokenStore store = new MemoryTokenStore(server -> 100, Fixture.clock(clock));

    @Test
    void everythingComesBack() {
        KeptContent content = content().with(new Claim("node", Claim.Phase.SENT, 42));
        Fixture.sealed(store).save(USER, content, 0);
        KeptContent back = Fixture.sealed(store).find(USER).orElseThrow().content();
        assertThat(back).isEqualTo(content);
        assertThat(back.obtained().tokens().identity()).isPresent();
        Fixture.sealed(store)
                .save(USER, content().asSpent(), Fixture.sealed(store).version(USER));
        assertThat(Fixture.sealed(store).find(USER).orElseThrow().content())
                .isEqualTo(content().asSpent());
    }

    @Test
    void storeSeesNothingOfIt() {
        Fixture.sealed(store).save(USER, content(), 0);
        String bytes = new String(stored(), ISO_8859_1);
        assertThat(bytes).doesNotContain("access-0").doesNotContain("refresh-0").doesNotContain("pat-1");
        Fixture.sealed(store).save(USER, content(), Fixture.sealed(store).version(USER));
        assertThat(new String(stored(), ISO_8859_1)).isNotEqualTo(bytes);
    }

    @Test
    void anyChangeIsNoticed() {
        Fixture.sealed(store).save(USER, content(), 0);
        byte[] sound = stored();
        for (int index = 0; index < sound.length; index++) {
            byte[] changed = sound.clone();
            changed[index] ^= 1;
            unreadable(changed);
        }
        unreadable(new byte[0]);
        unreadable(new byte[] {1, 2, 3});
        put(sound);
        assertThat(Fixture.sealed(store).find(USER)).isPresent();
    }

    /** The former binary format: version 1, key id, nonce, ciphertext. */
    @Test
    void entryOfTheFormerFormIsAsIfOfAnUnknownKey() {
        byte[] former = new byte[300];
        former[0] = 1;
        System.arraycopy(StoreKey.of(Base64.getDecoder().decode(Fixture.KEY)).id(), 0, former, 1, StoreKey.ID_BYTES);
        unreadable(former);
    }

    @Test
    void headerNamesServerKeyAndVersionAndNotTheSubject() {
        Fixture.sealed(store).save(USER, content(), 0);
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
    void eachEntryHasAContentKeyOfItsOwn() {
        Set<String> keys = new HashSet<>();
        for (int entry = 0; entry < 100; entry++) {
            Fixture.sealed(store).save("user-" + entry, content(), 0);
            byte[] sealed = store.find(new TokenKey("epic", "user-" + entry))
                    .orElseThrow()
                    .entry()
                    .content();
            keys.add(new String(sealed, ISO_8859_1).split("\\.")[1]);
        }
        assertThat(keys).hasSize(100);
    }

    @Test
    void headerThatNamesOtherAlgorithmsOrNoTextsIsNoContent() {
        Fixture.sealed(store).save(USER, content(), 0);
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
            unreadable(String.join(".", parts).getBytes(ISO_8859_1));
        }
    }

    /** jose4j does not decompress more than 200,000 bytes, so a larger entry must be stored uncompressed. */
    @Test
    void largeEntryComesBack() {
        TokenResponse large = Fixture.tokens("a".repeat(300_000), "refresh-0", clock.getAsLong() + 1_000);
        KeptContent content = KeptContent.of(Obtained.of(large, clock.getAsLong(), clock.getAsLong()));
        Fixture.sealed(store).save(USER, content, 0);
        assertThat(Fixture.sealed(store).find(USER).orElseThrow().content()).isEqualTo(content);
    }

    @Test
    void contentOfAnotherServerIsNoContent() {
        Fixture.sealed(store).save(USER, content(), 0);
        SealedStore other = new SealedStore(
                TestServers.of(Map.of(
                                "safire.other.base-url", "https://fhir.example/r4", "safire.store-key", Fixture.KEY))
                        .read("other"),
                store,
                new SecureRandom());
        Entry entry = store.find(PLACE).orElseThrow().entry();
        store.save(new TokenKey("other", USER), entry, 0);
        assertThatThrownBy(() -> other.find(USER)).isInstanceOf(UnreadableContentException.class);
    }

    @Test
    void contentOfAnotherUserIsNoContent() {
        SealedStore sealed = Fixture.sealed(store);
        sealed.save("somebody", content(), 0);
        put(store.find(new TokenKey("epic", "somebody")).orElseThrow().entry().content());
        assertThatThrownBy(() -> sealed.find(USER))
                .isInstanceOf(UnreadableContentException.class)
                .hasMessageContaining("SAFIRE-1511 epic")
                .hasMessageContaining("safire.epic.store-key");
        assertThat(sealed.find("somebody")).isPresent();
    }

    @Test
    void keyCanBeRotated() {
        Fixture.sealed(store).save(USER, content(), 0);
        SealedStore rotated = Fixture.sealed(
                store, Map.of("safire.epic.store-key", Fixture.OTHER_KEY, "safire.store-key.previous", Fixture.KEY));
        assertThat(rotated.find(USER).orElseThrow().content()).isEqualTo(content());
        rotated.save(USER, content(), rotated.version(USER));
        SealedStore later = Fixture.sealed(store, Map.of("safire.store-key", Fixture.OTHER_KEY));
        assertThat(later.find(USER)).isPresent();
        assertThatThrownBy(() -> Fixture.sealed(store).find(USER)).isInstanceOf(UnreadableContentException.class);
    }

    @Test
    void nodesThatKnowBothKeysReadWhatEachOtherSealed() {
        SealedStore waits = Fixture.sealed(
                store, Map.of("safire.store-key", Fixture.KEY, "safire.store-key.previous", Fixture.OTHER_KEY));
        SealedStore changed = Fixture.sealed(
                store, Map.of("safire.store-key", Fixture.OTHER_KEY, "safire.store-key.previous", Fixture.KEY));
        changed.save(USER, content(), 0);
        assertThat(waits.find(USER)).isPresent();
        waits.save(USER, content(), waits.version(USER));
        assertThat(changed.find(USER)).isPresent();
    }

    @Test
    void builtInStoreNeedsNoKeyAndAnyOtherDoes() {
        SealedStore own = Fixture.sealed(store, Map.of());
        assertThat(own.save(USER, content(), 0)).isTrue();
        assertThat(own.find(USER)).isPresent();
        SealedStore others = Fixture.sealed(new HookedStore(store), Map.of());
        assertThatThrownBy(() -> others.save(USER, content(), 0))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.missingAttributes())
                        .containsExactly("store_key"))
                .hasMessageContaining("safire.store-key");
    }

    @Test
    void keyOfAnotherLengthIsNamedAndNotShown() {
        for (String wrong : List.of("AAAA", "not Base64!", Fixture.KEY + "AAAA")) {
            assertThatThrownBy(() -> Fixture.sealed(store, Map.of("safire.store-key", wrong))
                            .save(USER, content(), 0))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("store_key")
                    .hasMessageNotContaining(wrong);
        }
    }

    private void unreadable(byte[] content) {
        put(content);
        assertThatThrownBy(() -> Fixture.sealed(store).find(USER)).isInstanceOf(UnreadableContentException.class);
    }

    private void put(byte[] content) {
        Optional<TokenStore.Stored> there = store.find(PLACE);
        assertThat(store.save(
                        PLACE,
                        new Entry(
                                content, Instant.ofEpochMilli(clock.getAsLong()).plusSeconds(60)),
                        there.map(TokenStore.Stored::version).orElse(0L)))
                .isTrue();
    }

    private byte[] stored() {
        return store.find(PLACE).orElseThrow().entry().content();
    }

    private KeptContent content() {
        TokenResponse bare = Fixture.tokens("access-0", "refresh-0", clock.getAsLong() + 1_000);
        IdToken identity = new IdToken(
                Json.createObjectBuilder()
                        .add("iss", "https://as.example")
                        .add("sub", "dr-1")
                        .add("exp", 1_700_000_300)
                        .add("iat", 1_700_000_000)
                        .build(),
                new FhirUser(URI.create("https://fhir.example/r4/Practitioner/1"), "Practitioner", "1"));
        TokenResponse tokens = new TokenResponse(
                bare.server(),
                bare.accessToken(),
                bare.requestedScopes(),
                bare.members(),
                bare.carriedOver(),
                identity,
                List.of(new Finding("id_token", "was ignored")));
        return KeptContent.of(Obtained.of(tokens, clock.getAsLong(), clock.getAsLong()));
    }
}
