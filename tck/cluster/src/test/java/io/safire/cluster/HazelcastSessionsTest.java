package io.safire.cluster;

class HazelcastSessionsTest extends SharedSessionsContract {

    HazelcastSessionsTest() {
        super("hazelcast");
    }
}
