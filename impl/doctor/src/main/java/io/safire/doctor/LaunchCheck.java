package io.safire.doctor;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.SmartException;
import io.safire.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of a launch, in their order. */
enum LaunchCheck {
    AUTHORIZATION(
            "SD-A03", Step.AUTHORIZATION, "Does the authorization server return an authorization code to the client?"),
    LIFETIME("SD-A06", Step.AUTHORIZATION, "Does the user sign in before the pending launch expires?"),
    ISSUER("SD-A05", Step.AUTHORIZATION, "Does the authorization response name the issuer of the server?"),
    CODE("SD-T04", Step.TOKEN, "Does the token endpoint accept the authorization code?"),
    IDENTITY("SD-I02", Step.IDENTITY, "Is the ID token valid?"),
    RESPONSE("SD-T05", Step.TOKEN, "Does the token response conform to SMART App Launch, with all requested scopes?");

    private static final Set<String> WRONG_ISSUER = Set.of(
            Message.RESPONSE_ISSUER.id(), Message.RESPONSE_ISSUER_MISSING.id(), Message.ISSUER_OF_OTHER_SERVER.id());

    private final String id;
    private final Step step;
    private final String question;

    LaunchCheck(String id, Step step, String question) {
        this.id = id;
        this.step = step;
        this.question = question;
    }

    static List<CheckResult> notRun(String reason) {
        return Stream.of(values()).map(check -> check.notRunBecause(reason)).toList();
    }

    /**
     * Returns the results of a launch whose tokens have arrived.
     *
     * @param late the finding for a launch that took too long
     */
    static List<CheckResult> completed(List<Finding> late, List<Finding> response) {
        Map<LaunchCheck, List<Finding>> findings = Map.of(LIFETIME, late, RESPONSE, response);
        return Stream.of(values())
                .map(check -> check.result(findings.getOrDefault(check, List.of())))
                .toList();
    }

    static List<CheckResult> failed(SmartException failure) {
        boolean isIssuer = WRONG_ISSUER.contains(failure.code());
        return failed(
                isIssuer ? ISSUER : of(failure.findings().get(0).step()),
                failure.diagnosis().findings());
    }

    static List<CheckResult> withoutResponse(Finding finding) {
        return failed(AUTHORIZATION, List.of(finding));
    }

    private static List<CheckResult> failed(LaunchCheck failed, List<Finding> findings) {
        List<CheckResult> results = new ArrayList<>();
        for (LaunchCheck check : values()) {
            int order = check.compareTo(failed);
            results.add(
                    order > 0
                            ? check.notRunBecause("because of " + failed.id)
                            : check.result(order == 0 ? findings : List.of()));
        }
        return results;
    }

    private static LaunchCheck of(Step step) {
        return switch (step) {
            case AUTHORIZATION -> AUTHORIZATION;
            case IDENTITY -> IDENTITY;
            default -> CODE;
        };
    }

    private CheckResult result(List<Finding> findings) {
        return CheckResult.of(id, step, question, findings);
    }

    private CheckResult notRunBecause(String reason) {
        return CheckResult.notRun(id, step, question, reason);
    }
}
