package io.safire.liberty;

import io.safire.tck.safire.enterprise.EnterpriseArchiveContract;

/** Test of an EAR with two WARs. */
class LibertyEnterpriseArchiveTest extends EnterpriseArchiveContract {

    @Override
    protected String refusalOfLibraryInModules() {
        return "SAFIRE-1805 The runtime (Open Liberty)";
    }

    @Override
    protected int clientCount() {
        return 1;
    }
}
