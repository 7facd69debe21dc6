package io.safire.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.LaunchStoreException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.LocalPath;
import io.safire.launch.PendingLaunch;
import io.safire.spi.TokenStore.TokenKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LaunchSealTest {

    private final LaunchSeal seal = new LaunchSeal(new SecureRandom());
    private final PendingLaunch launch = new PendingLaunch(
            "id",
            new AuthorizationRequest(
                    "epic",
                    URI.create("https://as.example/authorize"),
                    Map.of("state", "the-state", "redirect_uri", "https://app.example/callback"),
                    "the-verifier"),
            "agent",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            LocalPath.of("/chart"));

    @Test
    void opensWithTheStateAndShowsNothingWithoutIt() {
        byte[] sealed = seal.sealed(launch);
        assertThat(seal.opened("the-state", sealed)).isEqualTo(launch);
        assertThat(new String(sealed, ISO_8859_1)).doesNotContain("the-state", "the-verifier", "epic");
        assertThat(seal.sealed(launch)).isNotEqualTo(sealed);
        for (String other : new String[] {"the-statf", ""}) {
            assertThatThrownBy(() -> seal.opened(other, sealed)).isInstanceOf(LaunchStoreException.class);
        }
    }

    @Test
    void noticesEveryChange() {
        byte[] sealed = seal.sealed(launch);
        for (int place = 0; place < sealed.length; place++) {
            byte[] changed = sealed.clone();
            changed[place] ^= 1;
            assertThatThrownBy(() -> seal.opened("the-state", changed)).isInstanceOf(LaunchStoreException.class);
        }
        assertThatThrownBy(() -> seal.opened("the-state", new byte[0])).isInstanceOf(LaunchStoreException.class);
    }

    @Test
    void keysAreApartAndSayNothing() {
        assertThat(HashedKey.of(new TokenKey("a", "bc")))
                .isNotEqualTo(HashedKey.of(new TokenKey("ab", "c")))
                .isEqualTo(HashedKey.of(new TokenKey("a", "bc")))
                .matches("[A-Za-z0-9_-]{43}");
        assertThat(HashedKey.ofState("abc")).isNotEqualTo(HashedKey.ofState("Abc"));
    }

    @Test
    void firstVersionsDiffer() {
        Versions versions = new Versions(new SecureRandom());
        Set<Long> seen = new HashSet<>();
        for (int round = 0; round < 1000; round++) {
            long version = versions.first();
            assertThat(version).isPositive().isLessThanOrEqualTo(Long.MAX_VALUE / 2 + 1);
            assertThat(versions.after(version)).isGreaterThan(version);
            assertThat(seen.add(version)).isTrue();
        }
    }

    @Test
    void versionsAfterTheSameOneDiffer() {
        Versions versions = new Versions(new SecureRandom());
        assertThat(LongStream.generate(() -> versions.after(1)).limit(1000).distinct())
                .hasSizeGreaterThan(900);
    }
}
