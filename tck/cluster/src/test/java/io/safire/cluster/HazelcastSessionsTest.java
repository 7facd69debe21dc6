package io.safire.cluster;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "cluster.stores", matches = ".*hazelcast.*")
class HazelcastSessionsTest extends SharedSessions {

    HazelcastSessionsTest() {
        super("hazelcast");
    }
}
