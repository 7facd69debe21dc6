package io.safire.store.jcache;

import java.time.Duration;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Two nodes of a data grid on loopback addresses. The nodes run until the tests end. */
record TestGrid(CacheManager node, CacheManager otherNode) {

    static final Duration RETENTION = Duration.ofHours(24);

    /** Returns a cache that both nodes share, and creates the cache if necessary. */
    NodeCaches caches(String name) {
        if (node.getCache(name) == null) {
            node.createCache(name, JcacheStores.configuration(RETENTION));
        }
        return new NodeCaches(of(node, name), of(otherNode, name));
    }

    private static Cache<String, String> of(CacheManager manager, String name) {
        return Objects.requireNonNull(manager.getCache(name), name);
    }

    /** One cache as each of the nodes accesses it. */
    record NodeCaches(Cache<String, String> node, Cache<String, String> otherNode) {}
}
