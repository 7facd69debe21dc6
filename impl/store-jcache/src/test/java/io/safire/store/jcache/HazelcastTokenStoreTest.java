package io.safire.store.jcache;

import io.safire.spi.TokenStore;
import io.safire.tck.store.TokenStoreContract;

class HazelcastTokenStoreTest extends TokenStoreContract {

    private static final TestGrid.NodeCaches CACHES = HazelcastGrid.grid().caches("safire-tokens");

    private final TokenStore store = JcacheStores.tokens(CACHES.node());
    private final TokenStore otherNode = JcacheStores.tokens(CACHES.otherNode());

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenStore otherNode() {
        return otherNode;
    }
}
