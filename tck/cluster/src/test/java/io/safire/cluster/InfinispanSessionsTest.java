package io.safire.cluster;

class InfinispanSessionsTest extends SharedSessionsContract {

    InfinispanSessionsTest() {
        super("infinispan");
    }
}
