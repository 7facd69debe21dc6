package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.TestServers;
import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.encryption.JweEncryption;
import io.safire.internal.encryption.JweEncryption.StorageLocation;
import io.safire.launch.AuthorizationRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchEncryptorTest {

    private static final StoreKey KEY = StoreKey.random(new SecureRandom());
    private static final PendingLaunch LAUNCH = new PendingLaunch(
            new AuthorizationRequest(
                    "epic",
                    URI.create("https://as.example/authorize"),
                    Map.of("state", "state-1", "redirect_uri", "https://app.example/callback"),
                    "verifier-1"),
            Instant.parse("2026-11-24T00:10:00Z"),
            null);

    private final LaunchEncryptor encryptor = encryptor(KEY, "epic");

    @Test
    void decryptsOwnLaunch() {
        String encrypted = encryptor.encrypt(LAUNCH);
        assertThat(encryptor.decrypt(encrypted)).contains(LAUNCH);
        assertThat(encrypted).doesNotContain("state-1", "verifier-1");
        assertThat(encryptor.encrypt(LAUNCH)).isNotEqualTo(encrypted);
    }

    @Test
    void ignoresLaunchOfServerThatIsNotConfigured() {
        assertThat(encryptor(KEY, "cerner").decrypt(encryptor.encrypt(LAUNCH))).isEmpty();
    }

    @Test
    void ignoresLaunchOfOtherKey() {
        LaunchEncryptor other = encryptor(StoreKey.random(new SecureRandom()), "epic");
        assertThat(other.decrypt(encryptor.encrypt(LAUNCH))).isEmpty();
    }

    @Test
    void ignoresEntryOfTokenStore() {
        String stored =
                JweEncryption.encrypt(LAUNCH.toJson(), new StorageLocation("epic", "user-1", KEY.name()), KEY.key());
        assertThat(encryptor.decrypt(stored)).isEmpty();
        String launch =
                JweEncryption.encrypt(LAUNCH.toJson(), new StorageLocation("epic", "launch", KEY.name()), KEY.key());
        assertThat(encryptor.decrypt(launch)).contains(LAUNCH);
    }

    @Test
    void ignoresTextThatIsNoLaunch() {
        for (String text : new String[] {"", ".", "a.b.c.d.e"}) {
            assertThat(encryptor.decrypt(text)).as(text).isEmpty();
        }
        String other = JweEncryption.encrypt("{}", new StorageLocation("epic", "launch", KEY.name()), KEY.key());
        assertThat(encryptor.decrypt(other)).isEmpty();
    }

    private static LaunchEncryptor encryptor(StoreKey key, String... servers) {
        return new LaunchEncryptor(Set.of(servers)::contains, name -> StoreKeys.optional(TestServers.epic(), key));
    }
}
