package io.safire.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A command-line option with its value.
 *
 * @param value the value, empty for an option without a value
 */
record Argument(Option option, String value) {

    /** Parses a command line. The value of an option is the next word, or the text after {@code =} in the same word. */
    static List<Argument> parse(String... words) {
        List<Argument> arguments = new ArrayList<>();
        int next = 0;
        while (next < words.length) {
            String[] parts = words[next++].split("=", 2);
            Option option = Option.named(parts[0]).orElseThrow(() -> unknown(parts[0]));
            if (parts.length == 2) {
                arguments.add(withValue(option, parts[1]));
            } else if (option.type() != OptionType.FLAG && next < words.length && !words[next].startsWith("--")) {
                arguments.add(withValue(option, words[next++]));
            } else {
                arguments.add(withoutValue(option));
            }
        }
        return arguments;
    }

    private static Argument withoutValue(Option option) {
        if (option.type().requiresValue()) {
            throw new UsageException(option + " needs a value. Example: " + option.example());
        }
        return new Argument(option, "");
    }

    private static Argument withValue(Option option, String value) {
        if (option.type() == OptionType.FLAG) {
            throw new UsageException(option + " takes no value. Write: " + option);
        }
        option.type().requirementFor(value).ifPresent(expected -> {
            throw new UsageException(
                    option + " must be " + expected + ", was " + value + ". Example: " + option.example());
        });
        return new Argument(option, value);
    }

    private static UsageException unknown(String word) {
        String cause = word.startsWith("-") ? "Unknown option " : "Option expected, was ";
        return new UsageException(
                cause + word + ". The nearest option: " + Option.nearest(word).example());
    }

    /** Omits the value, which can be a secret. */
    @Override
    public String toString() {
        return "Argument[option=" + option + "]";
    }
}
