package io.safire.cluster;

class InfinispanSessionsTest extends SharedSessions {

    InfinispanSessionsTest() {
        super("infinispan");
    }
}
