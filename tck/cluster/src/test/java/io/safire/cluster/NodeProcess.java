package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.cluster.CrashingStore.CrashPoint;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node that runs in a separate process. */
final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final PrintStream input;

    private NodeProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        this.input = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    /** Starts a node, which is ready when {@link #awaitReady()} returns. */
    static NodeProcess start(Map<String, String> settings, File log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ClusterNode.class.getName()));
        try {
            return new NodeProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log))
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    NodeProcess awaitReady() {
        readResponse();
        currentNumber("no-entry"); // the first access to the store joins the grid
        return this;
    }

    /** Starts incrementing the number in the subject's entry. */
    void startCounting(String subject) {
        send("count " + subject);
    }

    /** Stops the work of the node. Calls in progress end soon after. */
    void stop() {
        send("stop");
    }

    /** Returns the numbers that this node wrote. */
    List<Integer> writtenNumbers(String subject) {
        return Json.createReader(new StringReader(send("won " + subject)))
                .readArray()
                .getValuesAs(JsonNumber::intValue);
    }

    /** Returns the number in the subject's entry. */
    int currentNumber(String subject) {
        return Integer.parseInt(send("last " + subject));
    }

    /** Returns whether no entry is lost if one of the members ends. */
    boolean isSafe(int members) {
        return Boolean.parseBoolean(send("safe " + members));
    }

    /** Signs in the user of a launch and describes the first token as {@link #accessToken} does. */
    String signIn(String subject, String launch) {
        return send("sign-in " + subject + " " + launch);
    }

    /** Starts calls for the users with the given name prefix and the numbers from 0. */
    void startWorkload(String prefix, int count) {
        send("use " + prefix + " " + count);
    }

    /** Returns the statistics of the last workload. */
    JsonObject statistics() {
        return Json.createReader(new StringReader(send("tally"))).readObject();
    }

    /** Describes the token of a user or the error. The result is empty if the node has ended. */
    Optional<String> accessToken(String subject) {
        return Optional.ofNullable(trySend("call " + subject));
    }

    /** Signs a user out and returns {@code findings} with their number, or the error. */
    String signOut(String subject) {
        return send("sign-out " + subject);
    }

    /** Returns whether the server reports the token that this node has for the user as active, or the error. */
    String introspect(String subject) {
        return send("active " + subject);
    }

    /** Schedules a crash of the node during the refresh of a user's tokens. */
    void crashAt(CrashPoint point, String subject) {
        send("die " + point + " " + subject);
    }

    /** Turns the version comparison of the node's store off or on. */
    void skipComparison(boolean skip) {
        send("careless " + skip);
    }

    /** Kills the process with SIGKILL and returns its id. */
    long kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return process.pid();
    }

    @Override
    public void close() {
        kill();
    }

    private String send(String command) {
        String response = trySend(command);
        if (response == null) {
            throw new IllegalStateException("The node has ended. See its log in target.");
        }
        return response;
    }

    private synchronized @Nullable String trySend(String command) {
        input.println(command);
        return readResponse();
    }

    private @Nullable String readResponse() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ClusterNode.RESPONSE_PREFIX)) {
                    return line.substring(ClusterNode.RESPONSE_PREFIX.length());
                }
            }
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
