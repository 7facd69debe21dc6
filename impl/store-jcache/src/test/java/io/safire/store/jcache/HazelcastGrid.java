package io.safire.store.jcache;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** A Hazelcast grid of two members that discover each other by TCP. */
final class HazelcastGrid {

    private static final int FIRST_PORT = 25_701;
    private static final TestGrid GRID = start();

    private HazelcastGrid() {}

    static TestGrid grid() {
        return GRID;
    }

    private static TestGrid start() {
        HazelcastInstance node = Hazelcast.newHazelcastInstance(config("node"));
        int port = node.getCluster().getLocalMember().getAddress().getPort();
        Config other = config("other-node");
        other.getNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1:" + port);
        HazelcastInstance otherNode = Hazelcast.newHazelcastInstance(other);
        if (otherNode.getCluster().getMembers().size() != 2) {
            throw new IllegalStateException("the nodes did not find each other");
        }
        return new TestGrid(manager(node), manager(otherNode));
    }

    private static CacheManager manager(HazelcastInstance instance) {
        CachingProvider provider = Caching.getCachingProvider(HazelcastCachingProvider.MEMBER_CACHING_PROVIDER);
        return provider.getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(instance));
    }

    private static Config config(String name) {
        Config config = new Config(name + "-" + ProcessHandle.current().pid());
        config.setClusterName("safire-" + ProcessHandle.current().pid());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(FIRST_PORT).setPortAutoIncrement(true);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        return config;
    }
}
