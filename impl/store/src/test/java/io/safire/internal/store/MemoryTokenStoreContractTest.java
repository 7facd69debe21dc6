package io.safire.internal.store;

import io.safire.spi.TokenStore;
import io.safire.tck.store.TokenStoreContract;
import java.time.Clock;

/** The contract of token stores, tested with the store in memory. */
class MemoryTokenStoreContractTest extends TokenStoreContract {

    private final TokenStore store = new MemoryTokenStore(server -> 10_000, Clock.systemUTC());

    @Override
    protected TokenStore store() {
        return store;
    }
}
