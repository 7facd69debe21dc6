package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClients;
import io.safire.cluster.MortalStore.Moment;
import io.safire.spi.TokenStore;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** An application on one node. It reads one command per line from standard input and writes one line in response to each. */
public final class Node {

    /** Configured name of the server. */
    public static final String SERVER = "ehr";

    /** Prefix of each response line. */
    public static final String ANSWER = "> ";

    private final NodeStores stores;
    private final Counting counting;
    private final Sessions sessions;

    private Node(SeContainer container) {
        this.stores = container.select(NodeStores.class).get();
        this.counting = new Counting(container.select(TokenStore.class).get());
        this.sessions =
                new Sessions(() -> container.select(SmartClients.class).get().client(SERVER));
    }

    /**
     * Runs until standard input ends.
     *
     * @param arguments ignored
     * @throws IOException if standard input fails
     */
    public static void main(String[] arguments) throws IOException {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            new Node(container).obey();
        }
    }

    private void obey() throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        answers.println(ANSWER + "ready");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answers.println(ANSWER + answer(line.split(" ")));
        }
        counting.close();
        sessions.close();
    }

    private String answer(String... words) {
        return switch (words[0]) {
            case "count" -> counting.begin(words[1]);
            case "last" -> counting.last(words[1]);
            case "won" -> counting.won(words[1]);
            case "safe" -> String.valueOf(stores.safe(Integer.parseInt(words[1])));
            case "sign-in" -> sessions.signIn(words[1], words[2]);
            case "use" -> sessions.use(words[1], Integer.parseInt(words[2]));
            case "call" -> sessions.call(words[1]);
            case "sign-out" -> sessions.signOut(words[1]);
            case "active" -> sessions.active(words[1]);
            case "tally" -> sessions.tally();
            case "die" -> die(Moment.valueOf(words[1]), words[2]);
            case "careless" -> careless(Boolean.parseBoolean(words[1]));
            case "stop" -> stop();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String die(Moment moment, String subject) {
        stores.mortal().dieAt(moment, subject);
        return "crash is scheduled";
    }

    private String careless(boolean now) {
        stores.careless().careless(now);
        return "careless " + now;
    }

    private String stop() {
        sessions.close();
        return counting.stop();
    }
}
