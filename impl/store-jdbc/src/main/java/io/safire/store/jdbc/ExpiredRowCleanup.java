package io.safire.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A cleanup of expired rows. It runs in small batches during inserts. */
final class ExpiredRowCleanup {

    private static final int MAX_ROWS = 100;
    private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

    private final JdbcTable table;
    private final Duration retention;
    private final Clock clock;
    private final AtomicLong nextRun = new AtomicLong();

    ExpiredRowCleanup(JdbcTable table, Duration retention, Clock clock) {
        this.table = table;
        this.retention = retention;
        this.clock = clock;
    }

    /** Deletes one batch if the last cleanup was at least a minute ago, or if it left expired rows. */
    void runIfDue(Connection connection) throws SQLException {
        long now = clock.millis();
        long due = nextRun.get();
        if (now < due || !nextRun.compareAndSet(due, now + INTERVAL_MILLIS)) {
            return;
        }
        long expiryLimit = now - retention.toMillis();
        List<String> keys = findExpired(connection, expiryLimit);
        delete(connection, keys, expiryLimit);
        if (keys.size() == MAX_ROWS) {
            nextRun.set(now);
        }
    }

    private List<String> findExpired(Connection connection, long expiryLimit) throws SQLException {
        try (PreparedStatement select =
                table.prepare(connection, "SELECT entry_key FROM " + table.name() + " WHERE expires_at <= ?")) {
            select.setMaxRows(MAX_ROWS);
            select.setLong(1, expiryLimit);
            try (ResultSet rows = select.executeQuery()) {
                List<String> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return keys;
            }
        }
    }

    /**
     * Deletes each row with its own statement, because two nodes that delete many rows with one statement could cause a
     * deadlock.
     */
    private void delete(Connection connection, List<String> keys, long expiryLimit) throws SQLException {
        try (PreparedStatement delete =
                table.prepare(connection, "DELETE FROM " + table.name() + " WHERE entry_key = ? AND expires_at <= ?")) {
            for (String key : keys) {
                delete.setString(1, key);
                delete.setLong(2, expiryLimit);
                delete.executeUpdate();
            }
        }
    }
}
