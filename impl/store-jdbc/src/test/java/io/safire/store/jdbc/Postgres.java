package io.safire.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A PostgreSQL server on a free port. The first test that needs the server starts it, and the server runs until all
 * tests have ended.
 */
final class Postgres {

    private static final DataSource DATABASE = start();

    private Postgres() {}

    static DataSource database() {
        return DATABASE;
    }

    private static DataSource start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
            PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
            connections.setUrl(server.getJdbcUrl("postgres", "postgres"));
            // H2's connection pool works with the connections of any driver
            return TestDatabases.withTables(JdbcConnectionPool.create(connections), "postgresql.sql");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
