package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.SmartException;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import java.util.ArrayList;
import java.util.List;

/** A check that sends a token request of the client credentials flow to the token endpoint. */
final class TokenChecks {

    private TokenChecks() {}

    static List<Check> all() {
        return List.of(new Check(
                "SD-T02",
                Step.TOKEN,
                "Does the token endpoint issue a token of the client credentials flow with all configured scopes?",
                DiagnosisMode.TOKEN,
                List.of("SD-K01", "SD-D03"),
                TokenChecks::tokenRequest));
    }

    private static List<Finding> tokenRequest(Evidence evidence) {
        boolean isBackend = evidence.settings().client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC
                && ConfigurationChecks.flow(evidence.settings()) == TokenFlow.CLIENT_CREDENTIALS;
        if (!isBackend) {
            return List.of();
        }
        try {
            return findings(evidence, evidence.requestToken());
        } catch (SmartException failure) {
            List<Finding> findings = new ArrayList<>(failure.diagnosis().findings());
            AssertionChecks.acceptedAudience(evidence, failure).ifPresent(cause -> findings.add(0, cause));
            return findings;
        }
    }

    private static List<Finding> findings(Evidence evidence, TokenResponse response) {
        List<Finding> findings = new ArrayList<>(response.findings());
        if (!response.missingScopes().isEmpty()) {
            findings.add(Message.SCOPES_NOT_GRANTED.finding(
                    response.missingScopes(), evidence.settings().key(Setting.SCOPES)));
        }
        return findings;
    }
}
