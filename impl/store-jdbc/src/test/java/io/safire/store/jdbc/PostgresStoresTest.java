package io.safire.store.jdbc;

import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import io.safire.tck.store.LaunchStoreContract;
import io.safire.tck.store.TokenStoreContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** PostgreSQL, started by the test on a free port. */
class PostgresStoresTest {

    private static EmbeddedPostgres server;
    private static DataSource database;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        database = Databases.postgres(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Nested
    class Tokens extends TokenStoreContract {

        private final TokenStore store = JdbcStores.tokens(database);
        private final TokenStore otherNode = JdbcStores.tokens(database);

        @Override
        protected TokenStore store() {
            return store;
        }

        @Override
        protected TokenStore otherNode() {
            return otherNode;
        }
    }

    @Nested
    class Launches extends LaunchStoreContract {

        private final LaunchStore store = JdbcStores.launches(database);
        private final LaunchStore otherNode = JdbcStores.launches(database);

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
            return JdbcStores.launches(database, 2);
        }
    }
}
