package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.cluster.MortalStore.Moment;
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

/** A node in a process of its own. */
final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final PrintStream input;

    private NodeProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        this.input = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    /** Starts a node. It is not ready until {@link #ready()} returns. */
    static NodeProcess start(Map<String, String> settings, File log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
        try {
            return new NodeProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log))
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    NodeProcess ready() {
        answer();
        last("nobody"); // it joins the others when it first needs the store
        return this;
    }

    /** Lets it count upwards in the entry of a subject. */
    void count(String subject) {
        send("count " + subject);
    }

    /** Ends what it does; what is under way ends soon after. */
    void stop() {
        send("stop");
    }

    /** What it counted. */
    List<Integer> won(String subject) {
        return Json.createReader(new StringReader(send("won " + subject)))
                .readArray()
                .getValuesAs(JsonNumber::intValue);
    }

    /** What is there. */
    int last(String subject) {
        return Integer.parseInt(send("last " + subject));
    }

    /** Whether nothing that is kept is lost when one of the members ends. */
    boolean safe(int members) {
        return Boolean.parseBoolean(send("safe " + members));
    }

    /** Signs a user in, who comes from a launch, and gives the first token as {@link #call} does. */
    String signIn(String subject, String launch) {
        return send("sign-in " + subject + " " + launch);
    }

    /** Lets the first users of a kind work. */
    void use(String prefix, int count) {
        send("use " + prefix + " " + count);
    }

    /** What came of the work. */
    JsonObject tally() {
        return Json.createReader(new StringReader(send("tally"))).readObject();
    }

    /** The token of a user, or the error; empty if the node has ended. */
    Optional<String> call(String subject) {
        return Optional.ofNullable(sent("call " + subject));
    }

    /** Signs a user out, and gives {@code findings} with their number, or the error. */
    String signOut(String subject) {
        return send("sign-out " + subject);
    }

    /** Whether the server accepts the token that the node hands out, or the error. */
    String active(String subject) {
        return send("active " + subject);
    }

    /** Lets it end by itself when it renews the tokens of a user. */
    void dieAt(Moment moment, String subject) {
        send("die " + moment + " " + subject);
    }

    /** Lets its store set without comparing. */
    void careless(boolean now) {
        send("careless " + now);
    }

    /** As by kill -9. Gives the number of the process. */
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
        String answer = sent(command);
        if (answer == null) {
            throw new IllegalStateException("the node ended; see its log in target");
        }
        return answer;
    }

    private synchronized @Nullable String sent(String command) {
        input.println(command);
        return answer();
    }

    private @Nullable String answer() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(Node.ANSWER)) {
                    return line.substring(Node.ANSWER.length());
                }
            }
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
