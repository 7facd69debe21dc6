package io.safire.doctor;

import io.safire.error.SmartException;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** The settings of all commands: help, error messages and exit codes. */
final class CommandLines {

    /** The options of every command. */
    static final class HelpOptions {

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Show the version.")
        boolean version;
    }

    private CommandLines() {}

    static void configure(CommandLine line) {
        line.addMixin("help", new HelpOptions());
        line.getSubcommands().values().stream()
                .filter(command -> command.getCommandSpec().findOption("--help") == null)
                .forEach(command -> command.addMixin("help", new HelpOptions()));
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100).setAbbreviatedOptionsAllowed(false);
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        line.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("safire-doctor: " + describe(failure));
            return ExitCode.FAILED;
        });
        line.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println("safire-doctor: " + failure.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
            command.getErr().println("Try 'safire-doctor --help'.");
            return ExitCode.FAILED;
        });
    }

    /** The message of an unexpected exception may contain secrets, so it is not shown. */
    private static String describe(Exception failure) {
        if (failure instanceof DoctorException || failure instanceof SmartException) {
            return String.valueOf(failure.getMessage());
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])
                + ". This is a fault of safire-doctor: report it with this line.";
    }
}
