package io.safire.store.jdbc;

import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import java.util.List;
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

    @Override
    protected LaunchStore ofTwo(List<String> servers) {
        return JdbcStores.launches(DATABASE, 2);
    }
}
