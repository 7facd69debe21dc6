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

    private static final int MOST_PENDING = 10_000;

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
     * Keeps launches in the table {@code safire_launch}, at most 10,000 of a server at once.
     *
     * @param source where connections come from
     * @return a store that all nodes of the application may have
     */
    public static LaunchStore launches(DataSource source) {
        return launches(source, MOST_PENDING);
    }

    /**
     * Keeps launches in the table {@code safire_launch}.
     *
     * @param source where connections come from
     * @param mostPending how many of a server may wait at once, on all nodes together; threads that add at the same time may
     *     exceed it by their number
     * @return a store that all nodes of the application may have
     */
    public static LaunchStore launches(DataSource source, int mostPending) {
        return new JdbcLaunchStore(source, mostPending, Clock.systemUTC(), new SecureRandom());
    }
}
