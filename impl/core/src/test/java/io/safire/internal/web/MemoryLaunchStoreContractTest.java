package io.safire.internal.web;

import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import java.time.Clock;

/** The contract of launch stores, tested with the store in memory. */
class MemoryLaunchStoreContractTest extends LaunchStoreContract {

    private final LaunchStore store = new MemoryLaunchStore(Clock.systemUTC());

    @Override
    protected LaunchStore store() {
        return store;
    }
}
