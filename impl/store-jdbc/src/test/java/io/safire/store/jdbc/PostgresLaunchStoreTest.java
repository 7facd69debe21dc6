package io.safire.store.jdbc;

import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import javax.sql.DataSource;

class PostgresLaunchStoreTest extends LaunchStoreContract {

    private static final DataSource DATABASE = Postgres.database();

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
