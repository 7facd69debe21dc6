package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {

    @TempDir
    Path directory;

    private SampleApplication application;
    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<Runnable> changes = new ArrayDeque<>();

    @BeforeEach
    void start() throws IOException {
        application = new SampleApplication(directory);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void printsCausesOnlyWhenTheyChange() {
        changes.add(application::publishOtherKey);
        CommandRun run = watch("--interval=30s", "--count=3");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).as(run.out()).hasSize(4);
        assertThat(lines.get(0)).contains("  epic  healthy  ");
        assertThat(lines.get(1)).contains("  epic  broken  ");
        assertThat(lines.get(2)).startsWith("  SAFIRE-").contains("2025-12");
        assertThat(lines.get(3)).contains("  epic  broken  ");
        assertThat(pauses).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void printsOneObjectForEachRound() {
        CommandRun run = watch("--count=2", "--json");
        assertThat(run.out().lines()).hasSize(2).allSatisfy(line -> assertThat(
                        Json.createReader(new StringReader(line)).readObject().getString("verdict"))
                .isEqualTo("healthy"));
        assertThat(run.exitCode()).isZero();
    }

    private CommandRun watch(String... options) {
        CommandContext plain = CommandRun.context(directory);
        CommandContext context = new CommandContext(directory, plain.environment(), plain.clock(), false, duration -> {
            pauses.add(duration);
            if (!changes.isEmpty()) {
                changes.pop().run();
            }
        });
        List<String> arguments = new ArrayList<>(List.of("watch"));
        arguments.addAll(List.of(options));
        return SampleApplication.run(context, arguments.toArray(new String[0]));
    }
}
