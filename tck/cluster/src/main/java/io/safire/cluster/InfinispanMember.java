package io.safire.cluster;

import java.net.URISyntaxException;
import javax.cache.Cache;
import javax.cache.Caching;
import org.infinispan.AdvancedCache;
import org.infinispan.distribution.DistributionManager;

/** An Infinispan member on loopback addresses. */
final class InfinispanMember {

    private InfinispanMember() {}

    /** Returns whether all members have joined and the entries are replicated to all members. */
    static boolean isSafe(int members) {
        DistributionManager entries = cache().unwrap(AdvancedCache.class).getDistributionManager();
        return entries.getCacheTopology().getMembers().size() == members && !entries.isRehashInProgress();
    }

    static Cache<String, String> cache() {
        try {
            return Caching.getCachingProvider("org.infinispan.jcache.embedded.JCachingProvider")
                    .getCacheManager(
                            InfinispanMember.class
                                    .getResource("/infinispan.xml")
                                    .toURI(),
                            InfinispanMember.class.getClassLoader())
                    .getCache("safire-tokens");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
