package io.safire.docs;

import io.safire.SmartClient;
import io.safire.authentication.ClientType;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.inject.SmartServer;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Sample of a program that evaluates the causes of a failure. */
public abstract class FailureSamples {

    @Inject
    @SmartServer("epic")
    SmartClient epic;

    TokenResponse requestToken() {
        try {
            return epic.requestToken();
        } catch (SmartException failure) {
            Finding cause = failure.findings().get(0);
            alert(failure.code(), cause.step(), cause.action().orElse(cause.observed()));
            throw failure;
        }
    }

    void checkServerBeforeCredential() {
        SmartMetadata metadata = epic.metadata();
        if (!metadata.supportsSymmetricAuth()) {
            metadata.findings(ClientType.CONFIDENTIAL_SYMMETRIC).forEach(finding -> log(finding.message()));
        }
    }

    abstract void log(String message);

    String diagnosePage() {
        return epic.diagnose().toHtml();
    }

    void requestTokenAndSaveError(Path file) throws IOException {
        try {
            epic.requestToken();
        } catch (SmartException failure) {
            Files.writeString(file, failure.diagnosis().toJson().toString());
            throw failure;
        }
    }

    boolean canRequestTokens() {
        Diagnosis diagnosis = epic.diagnose(
                DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN).withTimeout(Duration.ofSeconds(5)));
        System.Logger log = System.getLogger("diagnosis");
        log.log(System.Logger.Level.INFO, diagnosis.toText());
        return diagnosis.isHealthy();
    }

    abstract void alert(String code, Step step, String action);
}
