package io.safire.store.jdbc;

import io.safire.spi.TokenStore;
import io.safire.tck.store.TokenStoreContract;
import javax.sql.DataSource;

class H2TokenStoreTest extends TokenStoreContract {

    private static final DataSource DATABASE = TestDatabases.h2();

    private final TokenStore store = JdbcStores.tokens(DATABASE);
    private final TokenStore otherNode = JdbcStores.tokens(DATABASE);

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenStore otherNode() {
        return otherNode;
    }
}
