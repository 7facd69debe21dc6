package io.safire.doctor;

import picocli.CommandLine.Option;

/** The option that selects colors. */
final class ColorOption {

    @SuppressWarnings("java:S115") // the names are the values on the command line
    enum Color {
        auto,
        always,
        never
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Use colors: auto (default), always or never. The variable NO_COLOR also turns off auto.")
    Color color = Color.auto;

    boolean isEnabled(CommandContext context) {
        boolean noColor = !context.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return color == Color.always || color == Color.auto && context.isTerminal() && !noColor;
    }
}
