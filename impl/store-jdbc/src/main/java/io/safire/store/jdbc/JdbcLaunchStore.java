package io.safire.store.jdbc;

import io.safire.error.LaunchStoreException;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import io.safire.store.HashedKey;
import io.safire.store.LaunchSeal;
import io.safire.store.StoreException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Launches in a table, sealed. One that was taken leaves its row without content, to be told from one that never was. */
final class JdbcLaunchStore implements LaunchStore {

    private static final String TABLE = "safire_launch";
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Table table;
    private final int mostPending;
    private final Clock clock;
    private final LaunchSeal seal;
    private final Sweep sweep;

    JdbcLaunchStore(DataSource source, int mostPending, Clock clock, SecureRandom random) {
        this.table = new Table(source, TABLE);
        this.mostPending = mostPending;
        this.clock = clock;
        this.seal = new LaunchSeal(random);
        this.sweep = new Sweep(table, REMEMBERED, clock);
    }

    @Override
    public void add(PendingLaunch launch) {
        boolean added = call(launch.server(), connection -> {
            sweep.inPassing(connection);
            if (waiting(connection, launch.server()) >= mostPending) {
                throw new LaunchStoreException(
                        launch.server(),
                        "too many launches: " + mostPending + " of this server wait in the table " + TABLE
                                + "; allow JdbcStores more of them, or lower the setting launch-lifetime");
            }
            return insert(connection, launch);
        });
        if (!added) {
            throw new LaunchStoreException(
                    launch.server(),
                    "a launch with this state is in the table " + TABLE + " already; see who else writes there");
        }
    }

    @Override
    public Optional<PendingLaunch> find(String state) {
        return call(null, connection -> {
            try (PreparedStatement select =
                    table.prepare(connection, "SELECT content FROM " + TABLE + " WHERE entry_key = ? AND taken = 0")) {
                select.setString(1, HashedKey.ofState(state));
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(seal.opened(state, rows.getBytes(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean take(String state) {
        return call(null, connection -> {
            try (PreparedStatement update = table.prepare(
                    connection, "UPDATE " + TABLE + " SET taken = 1, content = ? WHERE entry_key = ? AND taken = 0")) {
                update.setBytes(1, new byte[0]);
                update.setString(2, HashedKey.ofState(state));
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Past past(String state) {
        return call(null, connection -> {
            try (PreparedStatement select =
                    table.prepare(connection, "SELECT taken, expires_at FROM " + TABLE + " WHERE entry_key = ?")) {
                select.setString(1, HashedKey.ofState(state));
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? past(rows.getInt(1) != 0, rows.getLong(2)) : Past.UNKNOWN;
                }
            }
        });
    }

    private Past past(boolean taken, long expiresAt) {
        if (taken) {
            return Past.USED;
        }
        return expiresAt <= clock.millis() ? Past.EXPIRED : Past.UNKNOWN;
    }

    private int waiting(Connection connection, String server) throws SQLException {
        try (PreparedStatement count = table.prepare(
                connection,
                "SELECT COUNT(*) FROM " + TABLE + " WHERE server_name = ? AND taken = 0 AND expires_at > ?")) {
            count.setString(1, server);
            count.setLong(2, clock.millis());
            try (ResultSet rows = count.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private boolean insert(Connection connection, PendingLaunch launch) throws SQLException {
        String key = HashedKey.ofState(launch.state());
        try (PreparedStatement insert = table.prepare(
                connection,
                "INSERT INTO " + TABLE
                        + " (entry_key, server_name, taken, expires_at, content) VALUES (?, ?, 0, ?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, launch.server());
            insert.setLong(3, launch.expiresAt().toEpochMilli());
            insert.setBytes(4, seal.sealed(launch));
            return table.insert(insert, key);
        }
    }

    private <T> T call(@Nullable String server, Table.Work<T> work) {
        try {
            return table.call(work);
        } catch (StoreException failure) {
            throw new LaunchStoreException(server, failure.getMessage(), failure);
        }
    }
}
