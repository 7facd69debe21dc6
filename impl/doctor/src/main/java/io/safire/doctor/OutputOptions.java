package io.safire.doctor;

import io.safire.diagnosis.Severity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the outputs and of the exit code. */
final class OutputOptions {

    /** The value that selects the standard output instead of a file. */
    static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            paramLabel = "FILE",
            description = "Write JSON to a file. Without a file: to the standard output, in place of the text.")
    @Nullable
    String json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit XML report for a CI server.")
    @Nullable
    Path junit;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a web page. For several servers, the name of the server is added to the file name.")
    @Nullable
    Path html;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "risk",
            converter = OptionConverters.OfSeverity.class,
            description = "Least severe finding for exit code 2: broken, wrong or risk (default).")
    Severity failOn = Severity.RISK;
}
