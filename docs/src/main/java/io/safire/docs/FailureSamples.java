package io.safire.docs;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.SmartException;
import io.safire.inject.SmartServer;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;

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

    abstract void alert(String code, Step step, String action);
}
