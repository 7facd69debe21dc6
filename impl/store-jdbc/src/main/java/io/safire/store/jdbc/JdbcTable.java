package io.safire.store.jdbc;

import io.safire.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database table with connections that commit each statement. */
final class JdbcTable {

    private static final int MAX_ATTEMPTS = 5;
    private static final int QUERY_TIMEOUT_SECONDS = 10;
    private static final String CONSTRAINT_VIOLATION_CLASS = "23";
    private static final String ROLLBACK_CLASS = "40";
    private static final String SYNTAX_OR_ACCESS_CLASS = "42";

    private final DataSource source;
    private final String name;

    JdbcTable(DataSource source, String name) {
        this.source = source;
        this.name = name;
    }

    interface SqlWork<T> {
        T execute(Connection connection) throws SQLException;
    }

    String name() {
        return name;
    }

    /**
     * Retries the work up to four times if the database rolls back a statement because of a conflict. Such a statement
     * has no effect.
     */
    <T> T run(SqlWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return runWithAutoCommit(connection, work);
            } catch (SQLException failure) {
                if (attempt == MAX_ATTEMPTS || !hasStateClass(failure, ROLLBACK_CLASS)) {
                    throw toStoreException(failure);
                }
            }
        }
    }

    /** Returns false if a row with the key exists. */
    boolean insert(PreparedStatement insert, String key) throws SQLException {
        try {
            return insert.executeUpdate() == 1;
        } catch (SQLException failure) {
            if (hasStateClass(failure, CONSTRAINT_VIOLATION_CLASS) && exists(insert.getConnection(), key)) {
                return false;
            }
            throw failure;
        }
    }

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        return statement;
    }

    boolean exists(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = prepare(connection, "SELECT 1 FROM " + name + " WHERE entry_key = ?")) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private <T> T runWithAutoCommit(Connection connection, SqlWork<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.execute(connection);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException inTransaction) {
            throw new StoreException(JdbcMessage.IN_TRANSACTION.formatWithoutServer(name), inTransaction);
        }
        T result;
        try {
            result = work.execute(connection);
        } catch (SQLException | RuntimeException failure) {
            restoreAutoCommit(connection, failure);
            throw failure;
        }
        connection.setAutoCommit(false);
        return result;
    }

    /**
     * Restores the original auto-commit mode. If this fails too, for example because the connection is broken, the
     * first failure is reported.
     */
    private static void restoreAutoCommit(Connection connection, Exception failure) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }

    private StoreException toStoreException(SQLException failure) {
        String state = failure.getSQLState() == null ? "none" : failure.getSQLState();
        return hasStateClass(failure, SYNTAX_OR_ACCESS_CLASS)
                ? new StoreException(JdbcMessage.NO_TABLE.formatWithoutServer(name, state), failure)
                : new StoreException(JdbcMessage.DATABASE_FAILED.formatWithoutServer(name, state), failure);
    }

    private static boolean hasStateClass(SQLException failure, String stateClass) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(stateClass);
    }
}
