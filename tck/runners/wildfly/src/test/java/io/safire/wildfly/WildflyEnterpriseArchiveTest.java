package io.safire.wildfly;

import io.safire.tck.safire.enterprise.EnterpriseArchiveContract;

/** Test of an EAR with two WARs. */
class WildflyEnterpriseArchiveTest extends EnterpriseArchiveContract {

    @Override
    protected String refusalOfLibraryInModules() {
        return "SAFIRE-1805 The runtime (WildFly)";
    }

    @Override
    protected int clientCount() {
        return 1;
    }
}
