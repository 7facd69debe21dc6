package io.safire.doctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** The result of a command that ran in this JVM. */
record CommandRun(int exitCode, String out, String err) {

    static CommandContext context(Path directory) {
        return context(directory, Map.of());
    }

    static CommandContext context(Path directory, Map<String, String> environment) {
        return new CommandContext(directory, environment, Clock.systemUTC(), false, duration -> {});
    }

    static CommandRun of(CommandContext context, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = SafireDoctor.commandLine(context);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = line.execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
