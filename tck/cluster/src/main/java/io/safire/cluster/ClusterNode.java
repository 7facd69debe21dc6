package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClients;
import io.safire.cluster.CrashingStore.CrashPoint;
import io.safire.spi.TokenStore;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/**
 * An application on one node. The node reads one command per line from standard input, and writes one line in response
 * to each command.
 */
public final class ClusterNode {

    /** Configured name of the server. */
    public static final String SERVER = "ehr";

    /** Prefix of each response line. */
    public static final String RESPONSE_PREFIX = "> ";

    private final NodeStores stores;
    private final EntryCounter counter;
    private final NodeSessions sessions;

    private ClusterNode(SeContainer container) {
        this.stores = container.select(NodeStores.class).get();
        this.counter = new EntryCounter(container.select(TokenStore.class).get());
        this.sessions = new NodeSessions(
                () -> container.select(SmartClients.class).get().client(SERVER));
    }

    /**
     * Runs until standard input ends.
     *
     * @param arguments ignored
     * @throws IOException if standard input fails
     */
    public static void main(String[] arguments) throws IOException {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            new ClusterNode(container).run();
        }
    }

    private void run() throws IOException {
        PrintStream responses = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        responses.println(RESPONSE_PREFIX + "ready");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            responses.println(RESPONSE_PREFIX + respond(line.split(" ")));
        }
        counter.close();
        sessions.close();
    }

    private String respond(String... words) {
        return switch (words[0]) {
            case "count" -> counter.start(words[1]);
            case "last" -> counter.currentNumber(words[1]);
            case "won" -> counter.writtenNumbers(words[1]);
            case "safe" -> String.valueOf(stores.isSafe(Integer.parseInt(words[1])));
            case "sign-in" -> sessions.signIn(words[1], words[2]);
            case "use" -> sessions.startWorkload(words[1], Integer.parseInt(words[2]));
            case "call" -> sessions.accessToken(words[1]);
            case "sign-out" -> sessions.signOut(words[1]);
            case "active" -> sessions.introspect(words[1]);
            case "tally" -> sessions.statistics();
            case "die" -> crashAt(CrashPoint.valueOf(words[1]), words[2]);
            case "careless" -> skipComparison(Boolean.parseBoolean(words[1]));
            case "stop" -> stop();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String crashAt(CrashPoint point, String subject) {
        stores.crashingStore().crashAt(point, subject);
        return "crash is scheduled";
    }

    private String skipComparison(boolean skip) {
        stores.unconditionalStore().skipComparison(skip);
        return "careless " + skip;
    }

    private String stop() {
        sessions.close();
        return counter.stop();
    }
}
