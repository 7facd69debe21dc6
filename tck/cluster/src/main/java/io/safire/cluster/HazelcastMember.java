package io.safire.cluster;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import io.safire.store.jcache.JcacheStores;
import java.time.Duration;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** A Hazelcast member on loopback addresses, which finds the other members by their ports. */
final class HazelcastMember {

    private static final String NAME = "safire-tokens";

    private HazelcastMember() {}

    /** Returns whether all members have joined and each entry has a backup on another member. */
    static boolean isSafe(int members) {
        return Hazelcast.getAllHazelcastInstances().stream()
                .allMatch(member -> member.getCluster().getMembers().size() == members
                        && member.getPartitionService().isClusterSafe());
    }

    static Cache<String, String> cache() {
        Config config = new Config("node-" + ProcessHandle.current().pid());
        config.setClusterName(System.getProperty("cluster.name"));
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        int first = Integer.getInteger("cluster.first-port");
        config.getNetworkConfig().setPort(first).setPortAutoIncrement(true);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (int node = 0; node < Integer.getInteger("cluster.ports"); node++) {
            join.getTcpIpConfig().addMember("127.0.0.1:" + (first + node));
        }
        Properties instance =
                HazelcastCachingProvider.propertiesByInstanceItself(Hazelcast.newHazelcastInstance(config));
        CacheManager manager = Caching.getCachingProvider(HazelcastCachingProvider.MEMBER_CACHING_PROVIDER)
                .getCacheManager(null, null, instance);
        Cache<String, String> existing = manager.getCache(NAME);
        return existing != null ? existing : manager.createCache(NAME, JcacheStores.configuration(Duration.ofHours(1)));
    }
}
