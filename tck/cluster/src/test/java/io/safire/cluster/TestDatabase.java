package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.store.jdbc.JdbcStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server that keeps its data across a restart. */
final class TestDatabase implements AutoCloseable {

    private static final Duration MAX_START_TIME = Duration.ofMinutes(20);

    private final Path directory;
    private EmbeddedPostgres server;

    private TestDatabase(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    static TestDatabase start() {
        try {
            Path directory = Files.createTempDirectory("safire-cluster");
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(MAX_START_TIME)
                    .setDataDirectory(directory)
                    .setServerConfig("synchronous_commit", "on")
                    .setCleanDataDirectory(false)
                    .start();
            try (InputStream script = JdbcStores.class.getResourceAsStream("postgresql.sql");
                    Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(new String(script.readAllBytes(), UTF_8));
            }
            return new TestDatabase(directory, server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    void restart() {
        int port = server.getPort();
        try {
            server.close();
            server = EmbeddedPostgres.builder()
                    .setPGStartupWait(MAX_START_TIME)
                    .setDataDirectory(directory)
                    .setServerConfig("synchronous_commit", "on")
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
