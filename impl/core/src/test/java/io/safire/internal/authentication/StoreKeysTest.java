package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    private static final String CONFIGURED = Base64.getEncoder().encodeToString(SECRET);
    private static final String OTHER = Base64.getEncoder().encodeToString(new byte[32]);

    private final StoreKey processKey = StoreKey.random(new SecureRandom());

    @Test
    void prefersConfiguredKeyToProcessKey() {
        assertThat(keys(Map.of()).current()).isSameAs(processKey);
        StoreKey configured = keys(Map.of("store-key", " " + CONFIGURED + " ")).current();
        assertThat(configured.key().getEncoded()).isEqualTo(SECRET);
        assertThat(configured.key().getAlgorithm()).isEqualTo("AES");
    }

    @Test
    void decryptsWithCurrentKeyFirstThenPreviousKey() {
        List<StoreKey> keys = keys(Map.of("store-key", CONFIGURED, "store-key.previous", OTHER))
                .all();
        assertThat(keys).extracting(key -> key.key().getEncoded()).containsExactly(SECRET, new byte[32]);
        assertThat(keys(Map.of("store-key", CONFIGURED)).all()).hasSize(1);
        assertThat(keys(Map.of("store-key.previous", OTHER)).all())
                .hasSize(2)
                .first()
                .isSameAs(processKey);
    }

    @Test
    void rejectsKeyThatIsNot32BytesInBase64() {
        for (String unusable : List.of(
                Base64.getEncoder().encodeToString(new byte[31]),
                Base64.getEncoder().encodeToString(new byte[33]),
                "not base64!")) {
            assertUnusable(Map.of("store-key", unusable), "safire.epic.store-key", unusable);
            assertUnusable(
                    Map.of("store-key", CONFIGURED, "store-key.previous", unusable),
                    "safire.epic.store-key.previous",
                    unusable);
        }
    }

    @Test
    void requiresKeyForStoreOfApplication() {
        StoreKeys required = StoreKeys.required(TestServers.epic(), "com.example.RedisStore");
        assertThatThrownBy(required::current)
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> {
                    assertThat(missing.code()).isEqualTo("SAFIRE-1512");
                    assertThat(missing.missingAttributes()).containsExactly("store_key");
                })
                .hasMessageContaining("com.example.RedisStore")
                .hasMessageContaining("safire.epic.store-key");
    }

    /** Stored entries depend on both values, so an update of the library must not change them. */
    @Test
    void derivesNameAndPseudonymFromSecret() throws GeneralSecurityException {
        StoreKey key = StoreKey.of(SECRET);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("safire store key".getBytes(US_ASCII));
        assertThat(key.id()).isEqualTo(Arrays.copyOf(digest.digest(SECRET), 8));
        assertThat(key.name()).isEqualTo(base64url(key.id()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        assertThat(key.pseudonym("subj\u00e9ct"))
                .isEqualTo(base64url(mac.doFinal("safire accountsubj\u00e9ct".getBytes(UTF_8))));
        assertThat(key.toString()).isEqualTo("StoreKey[***]");
    }

    @Test
    void createsDifferentRandomKeys() {
        StoreKey other = StoreKey.random(new SecureRandom());
        assertThat(other.key().getEncoded())
                .hasSize(32)
                .isNotEqualTo(processKey.key().getEncoded());
        assertThat(other.name()).isNotEqualTo(processKey.name());
    }

    private void assertUnusable(Map<String, String> settings, String key, String value) {
        assertThatThrownBy(() -> keys(settings).all())
                .as(key)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("it is not 32 bytes in Base64")
                .hasMessageNotContaining(value);
    }

    private StoreKeys keys(Map<String, String> settings) {
        return StoreKeys.optional(TestServers.epic(settings), processKey);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
