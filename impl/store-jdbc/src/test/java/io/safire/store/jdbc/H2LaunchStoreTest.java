package io.safire.store.jdbc;

import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import javax.sql.DataSource;

class H2LaunchStoreTest extends LaunchStoreContract {

    private static final DataSource DATABASE = TestDatabases.h2();

    private final LaunchStore store = JdbcStores.launches(DATABASE);
    private final LaunchStore otherNode = JdbcStores.launches(DATABASE);

    @Override
    protected LaunchStore store() {
        return store;
    }

    @Override
    protected LaunchStore otherNode() {
        return otherNode;
    }
}
