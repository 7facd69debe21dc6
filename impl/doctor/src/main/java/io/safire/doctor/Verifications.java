package io.safire.doctor;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands with which a user verifies the causes of checks and messages by hand. */
final class Verifications {

    private static final String PREFIX = "SAFIRE-";
    private static final String RESOURCE = "verifications.properties";
    private static final String CHECK = "SD-";
    private static final String START = "Verify by hand:\n";
    private static final String END = "\n\n";

    /** The numbers of the messages, such as {@code 0011-0019,0061}, and the commands. */
    private static final Map<String, String> COMMANDS = load();

    private Verifications() {}

    /** Returns the verification of each group of messages, sorted by the numbers of the messages. */
    static Map<String, String> all() {
        return COMMANDS;
    }

    /** @param id the id of a message, such as {@code SAFIRE-0607} */
    static Optional<String> ofMessage(String id) {
        return COMMANDS.entrySet().stream()
                .filter(entry -> contains(entry.getKey(), id))
                .map(Map.Entry::getValue)
                .map(command -> command.replace("<id>", id))
                .findFirst();
    }

    static boolean contains(String messages, String id) {
        return Stream.of(messages.split(",")).map(range -> range.split("-")).anyMatch(range -> {
            String number = id.substring(PREFIX.length());
            return number.compareTo(range[0]) >= 0 && number.compareTo(range[range.length - 1]) <= 0;
        });
    }

    /**
     * Returns the verification that the explanation of a check contains. The first line is a command.
     *
     * @param id the id of a check, such as {@code SD-J04}
     */
    static String ofCheck(String id) {
        String explanation = Explanations.find(id).orElseThrow();
        int start = explanation.indexOf(START) + START.length();
        return explanation
                .substring(start, explanation.indexOf(END, start))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> load() {
        Map<String, String> commands = new TreeMap<>();
        Explanations.load(RESOURCE).forEach((messages, value) -> {
            String command = value.toString();
            commands.put(messages.toString(), command.startsWith(CHECK) ? ofCheck(command) : command);
        });
        return commands;
    }
}
