package io.safire.store.jdbc;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import io.safire.store.HashedKey;
import io.safire.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * A launch store with one row for each consumed launch. The key of the database row is the hash of the {@code state}.
 */
final class JdbcLaunchStore implements LaunchStore {

    private static final String TABLE = "safire_launch";

    private final JdbcTable table;
    private final ExpiredRowCleanup cleanup;

    JdbcLaunchStore(DataSource source, Clock clock) {
        this.table = new JdbcTable(source, TABLE);
        this.cleanup = new ExpiredRowCleanup(table, Duration.ZERO, clock);
    }

    @Override
    public boolean consume(String state, Instant until) {
        String key = HashedKey.ofState(state);
        return call(connection -> {
            cleanup.runIfDue(connection);
            try (PreparedStatement insert =
                    table.prepare(connection, "INSERT INTO " + TABLE + " (entry_key, expires_at) VALUES (?, ?)")) {
                insert.setString(1, key);
                insert.setLong(2, until.toEpochMilli());
                return table.insert(insert, key);
            }
        });
    }

    @Override
    public boolean isConsumed(String state) {
        return call(connection -> table.exists(connection, HashedKey.ofState(state)));
    }

    @Override
    public void release(String state) {
        call(connection -> delete(connection, HashedKey.ofState(state)));
    }

    private boolean delete(Connection connection, String key) throws SQLException {
        try (PreparedStatement delete = table.prepare(connection, "DELETE FROM " + TABLE + " WHERE entry_key = ?")) {
            delete.setString(1, key);
            return delete.executeUpdate() == 1;
        }
    }

    private <T> T call(JdbcTable.SqlWork<T> work) {
        try {
            return table.run(work);
        } catch (StoreException failure) {
            throw new LaunchStoreException(failure.failure(), failure);
        }
    }
}
