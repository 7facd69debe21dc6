package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.spi.TokenStore;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** An application on one node. It reads commands, one a line, and answers each with a line. */
public final class Node {

    /** The name of the server. */
    public static final String SERVER = "ehr";

    /** How an answer begins. */
    public static final String ANSWER = "> ";

    private final Counting counting;

    private Node(TokenStore store) {
        this.counting = new Counting(store);
    }

    /**
     * Runs until its input ends.
     *
     * @param arguments none
     * @throws IOException if its input fails
     */
    public static void main(String[] arguments) throws IOException {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            new Node(container.select(TokenStore.class).get()).obey();
        }
    }

    private void obey() throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        answers.println(ANSWER + "ready");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            answers.println(ANSWER + answer(words[0], words[1]));
        }
        counting.close();
    }

    private String answer(String command, String subject) {
        return switch (command) {
            case "count" -> counting.begin(subject);
            case "stop" -> counting.stop();
            case "last" -> counting.last(subject);
            case "won" -> counting.won(subject);
            default -> throw new IllegalArgumentException(command);
        };
    }
}
