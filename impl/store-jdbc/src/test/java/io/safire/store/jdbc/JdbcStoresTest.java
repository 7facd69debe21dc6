package io.safire.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.LaunchStoreException;
import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Test of the stores' database access. */
class JdbcStoresTest {

    private static final TokenKey KEY = new TokenKey("epic", "session-4711");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DataSource database = TestDatabases.h2();

    @Test
    void namesMissingTableAndScript() {
        DataSource empty = TestDatabases.emptyH2();
        assertThatThrownBy(() -> JdbcStores.tokens(empty).find(KEY))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("safire_token")
                .hasMessageContaining("io/safire/store/jdbc")
                .hasMessageNotContaining(KEY.subject());
        assertThatThrownBy(() -> JdbcStores.launches(empty).consume("s", NOW))
                .isInstanceOfSatisfying(LaunchStoreException.class, failure -> assertThat(failure.code())
                        .isEqualTo("SAFIRE-2002"))
                .hasMessageContaining("safire_launch");
    }

    @Test
    void storesNoPlainKeys() throws SQLException {
        JdbcStores.tokens(database).save(KEY, entry(NOW.plusSeconds(1)), 0);
        JdbcStores.launches(database).consume("the-state", Instant.now().plusSeconds(60));
        assertThat(rows("SELECT COUNT(*) FROM safire_launch")).isEqualTo(1);
        assertThat(dump()).contains("epic").doesNotContain("session-4711", "the-state");
    }

    @Test
    void commitsAndRestoresConnectionWithoutAutoCommit() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            TokenStore store = JdbcStores.tokens(dataSourceWith(connection, Map.of()));
            assertThat(store.save(KEY, entry(Instant.now().plusSeconds(60)), 0)).isTrue();
            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
        }
        assertThat(JdbcStores.tokens(database).find(KEY)).isPresent();
    }

    @Test
    void rejectsContainerTransaction() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            TokenStore store = JdbcStores.tokens(dataSourceWith(
                    connection, Map.of("setAutoCommit", new SQLException("not in a transaction", "25000"))));
            assertThatThrownBy(() -> store.save(KEY, entry(NOW), 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("container transaction")
                    .hasMessageContaining("safire_token");
        }
        assertThat(rows("SELECT COUNT(*) FROM safire_token")).isZero();
    }

    @Test
    void reportsFirstFailureOfBrokenConnection() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            TokenStore store = JdbcStores.tokens(dataSource(() -> brokenConnection(connection)));
            assertThatThrownBy(() -> store.find(KEY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("SQLSTATE 57P01")
                    .cause()
                    .hasSuppressedException(new SQLException("closed", "08003"));
        }
    }

    @Test
    void retriesAfterRollbackOnly() throws SQLException {
        try (Connection connection = database.getConnection()) {
            AtomicInteger serialization = new AtomicInteger(2);
            assertThat(JdbcStores.tokens(failingDataSource(connection, "40001", serialization))
                            .find(KEY))
                    .isEmpty();
            assertThat(serialization).hasValue(0);
            AtomicInteger always = new AtomicInteger(100);
            assertThatThrownBy(() -> JdbcStores.tokens(failingDataSource(connection, "40001", always))
                            .find(KEY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("40001");
            assertThat(always).hasValue(95);
            AtomicInteger lost = new AtomicInteger(1);
            assertThatThrownBy(() -> JdbcStores.tokens(failingDataSource(connection, "08006", lost))
                            .find(KEY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("08006")
                    .hasMessageContaining("may or may not have stored");
        }
    }

    @Test
    void reportsOtherConstraintViolations() throws SQLException {
        execute("ALTER TABLE safire_token ADD CONSTRAINT never CHECK (expires_at = 0)");
        assertThatThrownBy(() -> JdbcStores.tokens(database).save(KEY, entry(NOW), 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("SQLSTATE 23");
    }

    @Test
    void deletesExpiredRowsInBatches() throws SQLException {
        JdbcTokenStore storeOneHourAgo = tokens(NOW.minusSeconds(3600));
        for (int number = 0; number < 150; number++) {
            storeOneHourAgo.save(new TokenKey("epic", "over-" + number), entry(NOW.minusSeconds(60)), 0);
        }
        JdbcTokenStore now = tokens(NOW);
        assertThat(now.find(new TokenKey("epic", "over-1"))).isEmpty();
        now.save(KEY, entry(NOW.plusSeconds(60)), 0);
        assertThat(rows("SELECT COUNT(*) FROM safire_token")).isEqualTo(51);
        now.save(new TokenKey("epic", "more"), entry(NOW.plusSeconds(60)), 0);
        assertThat(rows("SELECT COUNT(*) FROM safire_token")).isEqualTo(2);
        storeOneHourAgo.save(new TokenKey("epic", "over"), entry(NOW.minusSeconds(60)), 0);
        now.save(new TokenKey("epic", "not yet again"), entry(NOW.plusSeconds(60)), 0);
        assertThat(rows("SELECT COUNT(*) FROM safire_token")).isEqualTo(4);
    }

    @Test
    void deletesExpiredLaunches() throws SQLException {
        launches(NOW).consume("a", NOW.plusSeconds(60));
        launches(NOW.plusSeconds(59)).consume("b", NOW.plusSeconds(4000));
        assertThat(rows("SELECT COUNT(*) FROM safire_launch")).isEqualTo(2);
        launches(NOW.plusSeconds(60)).consume("c", NOW.plusSeconds(4000));
        assertThat(rows("SELECT COUNT(*) FROM safire_launch")).isEqualTo(2);
        assertThat(launches(NOW).isConsumed("a")).isFalse();
    }

    private JdbcTokenStore tokens(Instant now) {
        return new JdbcTokenStore(database, Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
    }

    private JdbcLaunchStore launches(Instant now) {
        return new JdbcLaunchStore(database, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Entry entry(Instant expiresAt) {
        return new Entry(new byte[] {1, 2, 3}, expiresAt);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows(String count) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(count)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Returns the content of both tables as text, including binary columns. */
    private String dump() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"safire_token", "safire_launch"}) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            all.append(new String(rows.getBytes(column), StandardCharsets.ISO_8859_1))
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private static DataSource failingDataSource(Connection connection, String state, AtomicInteger times) {
        return dataSource(() -> {
            if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new SQLException("planned", state);
            }
            return wrap(connection, Map.of());
        });
    }

    private static DataSource dataSourceWith(Connection connection, Map<String, SQLException> failures) {
        return dataSource(() -> wrap(connection, failures));
    }

    private interface ConnectionSupplier {
        Connection next() throws SQLException;
    }

    private static DataSource dataSource(ConnectionSupplier connections) {
        return (DataSource) Proxy.newProxyInstance(
                JdbcStoresTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connections.next());
    }

    /** Returns a connection without auto-commit whose first statement fails because the database shuts down. */
    private static Connection brokenConnection(Connection connection) {
        Connection ended = wrap(connection, Map.of("prepareStatement", new SQLException("shutdown", "57P01")));
        Connection closed = wrap(ended, Map.of("setAutoCommit", new SQLException("closed", "08003")));
        return (Connection) Proxy.newProxyInstance(
                JdbcStoresTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    boolean restored = method.getName().equals("setAutoCommit") && !((boolean) arguments[0]);
                    try {
                        return method.invoke(restored ? closed : ended, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    /** Returns a connection that ignores {@code close} and throws the given exceptions. */
    private static Connection wrap(Connection connection, Map<String, SQLException> failures) {
        return (Connection) Proxy.newProxyInstance(
                JdbcStoresTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (failures.containsKey(method.getName())) {
                        throw failures.get(method.getName());
                    }
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
