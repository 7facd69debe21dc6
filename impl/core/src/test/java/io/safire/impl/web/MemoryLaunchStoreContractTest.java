package io.safire.impl.web;

import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import java.time.Clock;

/** The built-in store keeps the rules of every store. */
class MemoryLaunchStoreContractTest extends LaunchStoreContract {

    private final LaunchStore store = new MemoryLaunchStore(Clock.systemUTC());

    @Override
    protected LaunchStore store() {
        return store;
    }
}
