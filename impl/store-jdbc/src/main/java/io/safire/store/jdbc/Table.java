package io.safire.store.jdbc;

import io.safire.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A table, and connections to its database that commit each statement. */
final class Table {

    private static final int ATTEMPTS = 5;
    private static final int SECONDS = 10;
    private static final String UNIQUE_OR_OTHER_RULE = "23";
    private static final String ROLLED_BACK = "40";
    private static final String NOT_AS_EXPECTED = "42";

    private final DataSource source;
    private final String name;

    Table(DataSource source, String name) {
        this.source = source;
        this.name = name;
    }

    /** Something to do with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    String name() {
        return name;
    }

    /**
     * Does it, and does it again when the database says that it rolled a statement back for another one: nothing was done
     * then.
     */
    <T> T call(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return committing(connection, work);
            } catch (SQLException failure) {
                if (attempt == ATTEMPTS || !is(failure, ROLLED_BACK)) {
                    throw failed(failure);
                }
            }
        }
    }

    /** Inserts a row. False when the key is taken. */
    boolean insert(PreparedStatement insert, String key) throws SQLException {
        try {
            return insert.executeUpdate() == 1;
        } catch (SQLException refused) {
            if (is(refused, UNIQUE_OR_OTHER_RULE) && has(insert.getConnection(), key)) {
                return false;
            }
            throw refused;
        }
    }

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(SECONDS);
        return statement;
    }

    /** Returns whether there is a row with this key. */
    boolean has(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = prepare(connection, "SELECT 1 FROM " + name + " WHERE entry_key = ?")) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private <T> T committing(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.on(connection);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException refused) {
            throw new StoreException(
                    "The connection for the table " + name
                            + " is in a transaction of the container. Use a data source that"
                            + " takes no part in transactions, or call outside of them.",
                    refused);
        }
        T done;
        try {
            done = work.on(connection);
        } catch (SQLException | RuntimeException failure) {
            giveBack(connection, failure);
            throw failure;
        }
        connection.setAutoCommit(false);
        return done;
    }

    /** As it was. On a connection that broke this fails as well, and says less about why than what failed first. */
    private static void giveBack(Connection connection, Exception failure) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }

    private StoreException failed(SQLException failure) {
        String state = failure.getSQLState() == null ? "none" : failure.getSQLState();
        return is(failure, NOT_AS_EXPECTED)
                ? new StoreException(
                        "The table " + name
                                + " is not there, not as it has to be, or not to be used by this user (SQLSTATE "
                                + state
                                + "). Run the script for the database out of io/safire/store/jdbc of the jar, and"
                                + " grant SELECT, INSERT, UPDATE and DELETE.",
                        failure)
                : new StoreException(
                        "The database of the table " + name + " failed (SQLSTATE " + state
                                + "). Whether the last change is kept is not known. See the cause.",
                        failure);
    }

    private static boolean is(SQLException failure, String stateClass) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(stateClass);
    }
}
