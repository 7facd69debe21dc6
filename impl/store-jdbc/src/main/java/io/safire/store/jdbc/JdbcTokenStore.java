package io.safire.store.jdbc;

import io.safire.spi.TokenStore;
import io.safire.store.EntryVersions;
import io.safire.store.HashedKey;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** A token store in a table. A single statement compares the version and writes the new entry. */
final class JdbcTokenStore implements TokenStore {

    private static final String TABLE = "safire_token";

    private final JdbcTable table;
    private final Clock clock;
    private final EntryVersions versions;
    private final ExpiredRowCleanup cleanup;

    JdbcTokenStore(DataSource source, Clock clock, SecureRandom random) {
        this.table = new JdbcTable(source, TABLE);
        this.clock = clock;
        this.versions = new EntryVersions(random);
        this.cleanup = new ExpiredRowCleanup(table, Duration.ZERO, clock);
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        return table.run(connection -> {
            try (PreparedStatement select = table.prepare(
                    connection,
                    "SELECT version_no, expires_at, content FROM " + TABLE
                            + " WHERE entry_key = ? AND expires_at > ?")) {
                select.setString(1, HashedKey.of(key));
                select.setLong(2, clock.millis());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new StoredEntry(
                                    new Entry(rows.getBytes(3), Instant.ofEpochMilli(rows.getLong(2))),
                                    rows.getLong(1)))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        return table.run(
                connection -> expected == 0 ? insert(connection, key, next) : update(connection, key, next, expected));
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return table.run(connection -> {
            try (PreparedStatement delete =
                    table.prepare(connection, "DELETE FROM " + TABLE + " WHERE entry_key = ? AND version_no = ?")) {
                delete.setString(1, HashedKey.of(key));
                delete.setLong(2, expected);
                return delete.executeUpdate() == 1;
            }
        });
    }

    private boolean insert(Connection connection, TokenKey key, Entry next) throws SQLException {
        cleanup.runIfDue(connection);
        deleteIfExpired(connection, key);
        try (PreparedStatement insert = table.prepare(
                connection,
                "INSERT INTO " + TABLE
                        + " (entry_key, server_name, version_no, expires_at, content) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, HashedKey.of(key));
            insert.setString(2, key.server());
            insert.setLong(3, versions.first());
            insert.setLong(4, next.expiresAt().toEpochMilli());
            insert.setBytes(5, next.content());
            return table.insert(insert, HashedKey.of(key));
        }
    }

    private boolean update(Connection connection, TokenKey key, Entry next, long expected) throws SQLException {
        try (PreparedStatement update = table.prepare(
                connection,
                "UPDATE " + TABLE
                        + " SET version_no = version_no + 1, expires_at = ?, content = ?"
                        + " WHERE entry_key = ? AND version_no = ?")) {
            update.setLong(1, next.expiresAt().toEpochMilli());
            update.setBytes(2, next.content());
            update.setString(3, HashedKey.of(key));
            update.setLong(4, expected);
            return update.executeUpdate() == 1;
        }
    }

    /** Deletes the row if it has expired. {@link #find} ignores expired rows, so they must not prevent an insert. */
    private void deleteIfExpired(Connection connection, TokenKey key) throws SQLException {
        try (PreparedStatement delete =
                table.prepare(connection, "DELETE FROM " + TABLE + " WHERE entry_key = ? AND expires_at <= ?")) {
            delete.setString(1, HashedKey.of(key));
            delete.setLong(2, clock.millis());
            delete.executeUpdate();
        }
    }
}
