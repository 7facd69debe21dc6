package io.safire.store.jcache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HazelcastLaunchStoreTest extends LaunchStoreContract {

    private static final TestGrid.NodeCaches CACHES = HazelcastGrid.grid().caches("safire-launches");

    private final LaunchStore store = JcacheStores.launches(CACHES.node());
    private final LaunchStore otherNode = JcacheStores.launches(CACHES.otherNode());

    @Override
    protected LaunchStore store() {
        return store;
    }

    @Override
    protected LaunchStore otherNode() {
        return otherNode;
    }

    @Test
    void refusesLaunchBeyondRetention() {
        Instant until = Instant.now().plus(TestGrid.RETENTION).plusSeconds(60);
        assertThatThrownBy(() -> store.consume("refused", until)).isInstanceOf(LaunchStoreException.class);
    }
}
