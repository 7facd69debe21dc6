package io.safire.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedServersTest {

    private final SharedServers servers = new SharedServers(new SettableClock());
    private final ServerSettings settings = TestServers.epic(Map.of());

    @Test
    void sharesServerOfEqualSettingsUntilLastRelease() {
        SharedServer first = servers.acquire(settings);
        ServerSettings otherClient = TestServers.epic(Map.of("client-id", "other"));
        assertThat(servers.acquire(otherClient)).isSameAs(first);
        servers.release(settings);
        assertThat(servers.acquire(settings)).isSameAs(first);
        servers.release(settings);
        servers.release(otherClient);
        assertThat(servers.acquire(settings)).isNotSameAs(first);
    }

    @Test
    void separatesServersWithOtherConnectionSettings() {
        SharedServer first = servers.acquire(settings);
        for (Map<String, String> other : List.of(
                Map.of("read-timeout", "PT7S"),
                Map.of("max-concurrent-requests", "3"),
                Map.of("base-url", "https://other.example/r4"),
                Map.of("endpoint-hosts", "as.example"))) {
            SharedServer separate = servers.acquire(TestServers.epic(other));
            assertThat(separate.connections()).as(other.toString()).isNotSameAs(first.connections());
            assertThat(separate.discovery()).as(other.toString()).isNotSameAs(first.discovery());
        }
    }
}
