package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line {@code safire-doctor}. */
@Command(
        name = "safire-doctor",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        description = {
            "Find out why a SMART on FHIR client does not work with its server.",
            "",
            "  safire-doctor                    check the application in the current directory",
            "  safire-doctor --config app.war   check another application",
            "  safire-doctor config             check the configuration only, and send no request",
            "  safire-doctor --token            also request a token",
            "  safire-doctor --launch           also run a launch in a browser",
            "  safire-doctor explain SD-J04     explain an id of a report",
            "",
            "Without --token and --launch, the command sends GET requests without credentials.",
            "No output contains a secret, a token or data of a patient.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:healthy",
            "1:broken: a flow of a client cannot work",
            "2:wrong or risk, at or above --fail-on",
            "3:the command failed, or an option is wrong"
        },
        footer = {"", "Documentation: docs/guides/doctor.adoc"},
        optionListHeading = "Options:%n",
        commandListHeading = "%nCommands:%n")
public final class SafireDoctor extends DiagnoseCommand implements Callable<Integer> {

    @Option(
            names = "--token",
            description =
                    "Also request a token, for a client that uses the client credentials flow. If the server rejects the"
                            + " client, send up to two more token requests with another aud. With the new access"
                            + " token, send up to five searches.")
    boolean token;

    @Mixin
    LaunchOptions launch = new LaunchOptions();

    @Mixin
    OutputOptions outputs = new OutputOptions();

    SafireDoctor(CommandContext context) {
        super(context);
    }

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments the arguments of the command line
     */
    public static void main(String[] arguments) {
        // the findings contain the same messages
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(commandLine(CommandContext.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine(CommandContext context) {
        CommandLine line = new CommandLine(new SafireDoctor(context))
                .addSubcommand(new ConfigCommand(context))
                .addSubcommand(new WatchCommand(context))
                .addSubcommand(new ErrorCommand(context))
                .addSubcommand(new ExplainCommand())
                .addSubcommand("completion", new AutoComplete.GenerateCompletion());
        CommandLines.configure(line);
        return line;
    }

    @Override
    public Integer call() {
        if (checks.at != null && (token || launch.launch)) {
            throw new ParameterException(spec.commandLine(), "--at cannot be combined with --token and --launch");
        }
        DiagnosisOptions options = checks.toDiagnosisOptions(token ? DiagnosisMode.TOKEN : DiagnosisMode.OUTSIDE);
        List<Diagnosis> diagnoses = launch.launch ? launch(options) : diagnose(options);
        new Reports(outputs, out()).write(diagnoses, terminalReport());
        return ExitCode.of(diagnoses, outputs.failOn);
    }

    private List<Diagnosis> diagnose(DiagnosisOptions options) {
        try (OpenApplication opened = application.open(context(), Map.of())) {
            return diagnose(opened, options);
        }
    }

    private List<Diagnosis> launch(DiagnosisOptions options) {
        Map<String, String> replaced = replacedSettings();
        try (OpenApplication opened = application.open(context(), replaced)) {
            application.select(opened).forEach(opened.clients()::requireLoopbackRedirectUri);
            Diagnosis diagnosis = diagnose(opened, options).get(0);
            return List.of(new LaunchExamination(opened.clients(), launch.timeout, err()).run(diagnosis));
        }
    }

    /** Returns settings that apply to the only selected server. */
    private Map<String, String> replacedSettings() {
        try (OpenApplication opened = application.open(context(), Map.of())) {
            List<String> servers = application.select(opened);
            if (servers.size() != 1) {
                throw new ParameterException(
                        spec.commandLine(), "--launch requires one server, such as --server " + servers.get(0));
            }
            return launch.redirectUri == null
                    ? Map.of()
                    : ConfiguredApplication.settingsForRedirect(servers.get(0), launch.redirectUri);
        }
    }
}
