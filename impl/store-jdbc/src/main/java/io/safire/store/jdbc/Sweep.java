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

/** A cleanup of expired rows that runs in small batches during inserts. */
final class Sweep {

    private static final int ROWS = 100;
    private static final long PAUSE = Duration.ofMinutes(1).toMillis();

    private final Table table;
    private final Duration remembered;
    private final Clock clock;
    private final AtomicLong next = new AtomicLong();

    Sweep(Table table, Duration remembered, Clock clock) {
        this.table = table;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** Deletes one batch at most once a minute, but at each insert while there are more expired rows. */
    void inPassing(Connection connection) throws SQLException {
        long now = clock.millis();
        long due = next.get();
        if (now < due || !next.compareAndSet(due, now + PAUSE)) {
            return;
        }
        long before = now - remembered.toMillis();
        List<String> keys = over(connection, before);
        delete(connection, keys, before);
        if (keys.size() == ROWS) {
            next.set(now);
        }
    }

    private List<String> over(Connection connection, long before) throws SQLException {
        try (PreparedStatement select =
                table.prepare(connection, "SELECT entry_key FROM " + table.name() + " WHERE expires_at <= ?")) {
            select.setMaxRows(ROWS);
            select.setLong(1, before);
            try (ResultSet rows = select.executeQuery()) {
                List<String> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return keys;
            }
        }
    }

    /** Deletes each row in its own statement, because one statement for many keys could deadlock with that of another node. */
    private void delete(Connection connection, List<String> keys, long before) throws SQLException {
        try (PreparedStatement delete =
                table.prepare(connection, "DELETE FROM " + table.name() + " WHERE entry_key = ? AND expires_at <= ?")) {
            for (String key : keys) {
                delete.setString(1, key);
                delete.setLong(2, before);
                delete.executeUpdate();
            }
        }
    }
}
