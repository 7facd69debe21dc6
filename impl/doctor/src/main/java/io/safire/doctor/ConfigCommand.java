package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "config", description = "Check the configuration and the keys only. No request is sent.")
final class ConfigCommand extends DiagnoseCommand implements Callable<Integer> {

    @Mixin
    OutputOptions outputs = new OutputOptions();

    ConfigCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (OpenApplication opened = application.open(context(), Map.of())) {
            List<Diagnosis> diagnoses = diagnose(opened, checks.toDiagnosisOptions(DiagnosisMode.CONFIG));
            new Reports(outputs, out()).write(diagnoses, terminalReport());
            return ExitCode.of(diagnoses, outputs.failOn);
        }
    }
}
