package io.safire.tck.diagnosis;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a case.
 *
 * @param failure the error of the flow; null if the application observed no error
 * @param findings the findings of the error, or of the successful flow
 * @param ranked the ranked findings of the diagnosis
 * @param diagnosis the diagnosis; empty if the settings allow no client
 * @param secrets the texts that no output may contain
 */
record Observation(
        @Nullable SmartException failure,
        List<Finding> findings,
        List<Finding> ranked,
        Optional<Diagnosis> diagnosis,
        Set<String> secrets) {

    String message() {
        return failure == null ? "" : failure.getMessage();
    }

    /** Returns all texts that users can read. */
    List<String> outputs() {
        List<String> outputs = new ArrayList<>(List.of(message()));
        Stream.concat(findings.stream(), ranked.stream())
                .forEach(finding -> outputs.addAll(List.of(
                        finding.toString(),
                        finding.toText(),
                        finding.administratorRequest().orElse(""))));
        Stream.concat(Stream.ofNullable(failure).map(SmartException::diagnosis), diagnosis.stream())
                .forEach(report -> outputs.addAll(List.of(
                        report.toText(), report.toHtml(), report.toJson().toString())));
        return outputs;
    }

    boolean hasSecret() {
        List<String> outputs = outputs();
        return secrets.stream().anyMatch(secret -> outputs.stream().anyMatch(output -> output.contains(secret)));
    }
}
