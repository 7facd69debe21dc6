package io.safire.store.jdbc;

import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * A factory of stores that use a relational database. An application calls this factory in a CDI producer:
 *
 * <pre>{@code
 * @Produces
 * @ApplicationScoped
 * public TokenStore tokens() {
 *     return JdbcStores.tokens(database);
 * }
 * }</pre>
 *
 * <p>The tables must exist: run the file {@code io/safire/store/jdbc/postgresql.sql} or {@code h2.sql} of this JAR.
 *
 * <p>The stores commit each statement separately, so the data source must not participate in container transactions.
 * Otherwise, a rollback of the caller's transaction would discard new tokens, although the server considers the old
 * refresh token consumed. If necessary, configure a separate data source for the stores.
 *
 * <p>An insert also deletes up to 100 expired rows if the last deletion was at least a minute ago, or if it left
 * expired rows.
 */
public final class JdbcStores {

    private JdbcStores() {}

    /**
     * Returns a store for user tokens in the table {@code safire_token}.
     *
     * @param source the data source of the database
     * @return a store that all nodes of the application can share
     */
    public static TokenStore tokens(DataSource source) {
        return new JdbcTokenStore(source, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Returns a store for consumed launches in the table {@code safire_launch}.
     *
     * @param source the data source of the database
     * @return a store that all nodes of the application can share
     */
    public static LaunchStore launches(DataSource source) {
        return new JdbcLaunchStore(source, Clock.systemUTC());
    }
}
