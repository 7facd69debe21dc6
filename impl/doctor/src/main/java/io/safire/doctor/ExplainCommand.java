package io.safire.doctor;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Finding;
import io.safire.internal.client.ConfiguredClients;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that explains the ids of a report. */
@Command(name = "explain", description = "Explain checks (SD-J04) and messages (SAFIRE-0607).")
final class ExplainCommand implements Callable<Integer> {

    private static final String VERIFY = "    verify     ";
    private static final String INDENT = " ".repeat(VERIFY.length());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this field
    CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Id of a check or message.")
    List<String> ids = List.of();

    @Override
    public Integer call() {
        MessageIndex messages = new MessageIndex();
        List<String> texts = ids.stream()
                .map(id -> id.toUpperCase(Locale.ROOT))
                .map(id -> explainCheck(id)
                        .or(() -> messages.find(id).map(ExplainCommand::explain))
                        .orElseThrow(() -> new DoctorException(DoctorMessage.UNKNOWN_ID, id)))
                .toList();
        spec.commandLine().getOut().print(String.join("\n", texts));
        spec.commandLine().getOut().flush();
        return ExitCode.HEALTHY;
    }

    /** Returns the question and the explanation of a check; empty for an unknown id. */
    private static Optional<String> explainCheck(String id) {
        Optional<String> question = Stream.of(
                        ConfiguredApplication.checkOfConfiguration(),
                        ConfiguredClients.checksNotRun(""),
                        LaunchCheck.notRun(""))
                .flatMap(List::stream)
                .filter(check -> check.id().equals(id))
                .map(CheckResult::question)
                .findFirst();
        return question.or(() -> Explanations.find(id).map(text -> ""))
                .map(title -> (id + "  " + title).strip() + "\n\n"
                        + Explanations.find(id).map(text -> text + "\n").orElse(""));
    }

    /** Returns the text and the verification of a message. An ellipsis takes the place of each inserted value. */
    static String explain(Finding finding) {
        return finding.id() + "  " + finding.toText() + verification(finding.id());
    }

    private static String verification(String id) {
        return Verifications.ofMessage(id)
                .map(text -> VERIFY + text.replace("\n", "\n" + INDENT) + "\n")
                .orElse("");
    }
}
