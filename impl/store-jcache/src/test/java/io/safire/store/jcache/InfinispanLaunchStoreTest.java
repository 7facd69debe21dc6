package io.safire.store.jcache;

import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;

class InfinispanLaunchStoreTest extends LaunchStoreContract {

    private static final TestGrid.NodeCaches CACHES = InfinispanGrid.grid().caches("safire-launches");

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
}
