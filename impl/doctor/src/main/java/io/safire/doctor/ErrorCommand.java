package io.safire.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "error",
        description = {
            "Explain a saved error: a log line with an id such as SAFIRE-0607, or the JSON of a diagnosis.",
            "The command sends no request."
        })
final class ErrorCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 1 << 20;

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this field
    CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = STANDARD_INPUT,
            description = "Text file; - or nothing for the standard input.")
    String file = STANDARD_INPUT;

    ErrorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new SavedError(new MessageIndex()).read(text());
        if (findings.isEmpty()) {
            throw new DoctorException(DoctorMessage.NO_ERROR_FOUND);
        }
        spec.commandLine()
                .getOut()
                .print(findings.stream().map(ExplainCommand::explain).collect(Collectors.joining("\n")));
        spec.commandLine().getOut().flush();
        return ExitCode.HEALTHY;
    }

    private String text() {
        try (InputStream stream = file.equals(STANDARD_INPUT)
                ? System.in
                : Files.newInputStream(context.directory().resolve(Path.of(file)))) {
            return new String(stream.readNBytes(MAX_BYTES), UTF_8);
        } catch (IOException failure) {
            throw new DoctorException(
                    DoctorMessage.FILE_NOT_READ, file, failure.getClass().getSimpleName());
        }
    }
}
