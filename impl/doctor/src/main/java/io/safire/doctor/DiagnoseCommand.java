package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that diagnoses clients. */
abstract class DiagnoseCommand {

    private static final int DEFAULT_COLUMNS = 100;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this field
    CommandSpec spec;

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Mixin
    CheckOptions checks = new CheckOptions();

    @Mixin
    ColorOption color = new ColorOption();

    DiagnoseCommand(CommandContext context) {
        this.context = context;
    }

    /** Uses the clock that the options set. */
    CommandContext context() {
        return checks.at(context);
    }

    List<Diagnosis> diagnose(OpenApplication opened, DiagnosisOptions options) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (String server : application.select(opened)) {
            diagnoses.add(withProgress(
                    "Checking " + server + " (at most " + options.timeout().toSeconds() + " s) ...",
                    () -> opened.clients().diagnose(server, options)));
        }
        return diagnoses;
    }

    TerminalReport terminalReport() {
        return new TerminalReport(color.isEnabled(context), context.isTerminal() ? columns() : 0);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Shows a line on the standard error stream while a user waits. */
    private Diagnosis withProgress(String line, Supplier<Diagnosis> task) {
        if (!context.isTerminal()) {
            return task.get();
        }
        err().print(line);
        err().flush();
        try {
            return task.get();
        } finally {
            err().print(CLEAR_LINE);
            err().flush();
        }
    }

    private int columns() {
        String columns = context.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
    }
}
