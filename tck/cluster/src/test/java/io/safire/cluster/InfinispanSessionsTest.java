package io.safire.cluster;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "cluster.stores", matches = ".*infinispan.*")
class InfinispanSessionsTest extends SharedSessions {

    InfinispanSessionsTest() {
        super("infinispan");
    }
}
