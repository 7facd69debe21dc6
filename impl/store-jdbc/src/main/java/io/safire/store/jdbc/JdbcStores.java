package io.safire.store.jdbc;

import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * Makes the stores of an application that has a database, for a producer of the application:
 *
 * <pre>{@code
 * @Produces
 * @ApplicationScoped
 * public TokenStore tokens() {
 *     return JdbcStores.tokens(database);
 * }
 * }</pre>
 *
 * <p>The tables have to be there: {@code io/safire/store/jdbc/postgresql.sql} and {@code h2.sql} of this jar make them. A data
 * source gives connections outside any transaction of the container: what is stored has to stay although the caller's
 * transaction is rolled back, since a refresh token that was sent is used up. Each statement is a transaction of its own.
 * Where the container's data source takes part in transactions, use one that does not.
 *
 * <p>Rows that are over are deleted in passing, at most 100 at a time.
 */
public final class JdbcStores {

    private JdbcStores() {}

    /**
     * Keeps tokens in the table {@code safire_token}.
     *
     * @param source where connections come from
     * @return a store that all nodes of the application may have
     */
    public static TokenStore tokens(DataSource source) {
        return new JdbcTokenStore(source, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Remembers used launches in the table {@code safire_launch}.
     *
     * @param source where connections come from
     * @return a store that all nodes of the application may have
     */
    public static LaunchStore launches(DataSource source) {
        return new JdbcLaunchStore(source, Clock.systemUTC());
    }
}
