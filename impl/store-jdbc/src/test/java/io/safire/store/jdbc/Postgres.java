package io.safire.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** PostgreSQL, started by the first test that needs it, on a free port, until the tests end. */
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
            // the pool of H2 takes any driver's connections
            return Databases.withTables(JdbcConnectionPool.create(connections), "postgresql.sql");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
