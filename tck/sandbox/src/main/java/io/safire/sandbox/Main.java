package io.safire.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The sandbox as a command-line program with one EHR. The option {@code --help} lists all options. */
public final class Main {

    private static final int USAGE_ERROR = 2;
    private static final String NAME = "sandbox";

    private Main() {}

    /**
     * Starts the sandbox, which runs until the process is stopped. The exit code is 2 if an option is invalid.
     *
     * @param arguments the options
     * @throws IOException if {@code --new-key} cannot write its files
     */
    public static void main(String[] arguments) throws IOException {
        int status = run(System.out, System.err, arguments);
        // the threads of a running sandbox keep the process alive
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Starts a sandbox with command-line options in this process.
     *
     * @param options the options, except {@code --help} and {@code --new-key}
     * @throws IllegalArgumentException if an option is unknown, a value is invalid or a port is in use
     */
    public static Sandbox start(String... options) {
        return start(CommandLine.parse(options));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) throws IOException {
        try {
            CommandLine options = CommandLine.parse(arguments);
            if (options.has(Option.HELP)) {
                out.print(HelpText.text());
            } else if (options.has(Option.NEW_KEY)) {
                out.print(NewKeyCommand.run(options));
            } else {
                print(out, start(options));
            }
            return 0;
        } catch (UsageException invalid) {
            err.println(invalid.getMessage());
            err.println("All options: --help");
            return USAGE_ERROR;
        }
    }

    private static Sandbox start(CommandLine options) {
        Sandbox sandbox = openPort(Option.CONTROL_PORT, () -> Sandbox.start(options.number(Option.CONTROL_PORT)));
        try {
            EhrServer server = openPort(Option.PORT, () -> sandbox.open(NAME, "http", options.number(Option.PORT)));
            server.ehr().interactive(!options.has(Option.AUTOMATIC));
            server.ehr().bulkPlan(options.bulkPlan().toJson());
            new CommandLineRegistrations(server.ehr()).registerAll(options);
            return sandbox;
        } catch (UsageException invalid) {
            sandbox.close();
            throw invalid;
        }
    }

    private static <T> T openPort(Option option, Supplier<T> start) {
        try {
            return start.get();
        } catch (UncheckedIOException failed) {
            throw new UsageException(option + ": " + failed.getMessage() + " ("
                    + failed.getCause().getMessage() + "). Choose another port. Example: " + option.example());
        }
    }

    private static void print(PrintStream out, Sandbox sandbox) {
        EhrState ehr = sandbox.server(NAME).ehr();
        out.println("EHR launch page  " + ehr.origin() + "/ehr");
        out.println("FHIR base        " + ehr.fhirBase());
        out.println("Control          " + sandbox.control());
    }
}
