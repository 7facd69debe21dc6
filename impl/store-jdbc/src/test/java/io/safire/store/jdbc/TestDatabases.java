package io.safire.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Factory of test databases with the tables that the scripts of the JAR create. */
final class TestDatabases {

    private TestDatabases() {}

    static DataSource emptyH2() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    static DataSource h2() {
        return withTables(emptyH2(), "h2.sql");
    }

    static DataSource withTables(DataSource source, String script) {
        try (InputStream in = JdbcStores.class.getResourceAsStream(script);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), UTF_8));
            return source;
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(script, failure);
        }
    }
}
