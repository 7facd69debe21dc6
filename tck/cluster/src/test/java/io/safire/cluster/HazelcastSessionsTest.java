package io.safire.cluster;

class HazelcastSessionsTest extends SharedSessions {

    HazelcastSessionsTest() {
        super("hazelcast");
    }
}
