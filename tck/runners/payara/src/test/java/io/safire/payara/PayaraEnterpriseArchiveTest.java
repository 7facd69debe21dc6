package io.safire.payara;

import io.safire.tck.safire.enterprise.EnterpriseArchiveContract;

/** Test of an EAR with two WARs. */
class PayaraEnterpriseArchiveTest extends EnterpriseArchiveContract {

    @Override
    protected String refusalOfLibraryInModules() {
        return "SAFIRE-0106 ear: ";
    }

    @Override
    protected int clientCount() {
        return 2;
    }
}
