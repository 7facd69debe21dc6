package io.safire.doctor;

import io.safire.SmartClient;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.SmartException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.message.Message;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A launch with the browser of the user, whose results are added to a diagnosis. */
final class LaunchExamination {

    private final ConfiguredApplication application;
    private final Duration timeout;
    private final PrintWriter messages;

    /**
     * @param messages the output for the instructions to the user
     */
    LaunchExamination(ConfiguredApplication application, Duration timeout, PrintWriter messages) {
        this.application = application;
        this.timeout = timeout;
        this.messages = messages;
    }

    /** Runs the launch. Skips the launch if the diagnosis has shown that it would fail. */
    Diagnosis run(Diagnosis before) {
        List<CheckResult> checks = new ArrayList<>(before.checks());
        checks.addAll(broken(before)
                .map(check -> LaunchCheck.notRun("because of " + check.id()))
                .orElseGet(() -> launch(before.server())));
        return Diagnosis.of(before.server(), before.time(), application.since(before.time()), checks);
    }

    private static Optional<CheckResult> broken(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .filter(check -> check.findings().stream().anyMatch(finding -> finding.severity() == Severity.BROKEN))
                .findFirst();
    }

    private List<CheckResult> launch(String server) {
        URI redirectUri = application.loopbackRedirectUri(server);
        SmartClient client = application.clients().client(server);
        try (LaunchListener listener = LaunchListener.open(redirectUri, client)) {
            messages.println(
                    "Open this address in a browser. For an EHR launch, it is the launch URL of the application:");
            messages.println("  " + listener.launchUrl());
            messages.println("Waiting for the authorization response at " + redirectUri + " ...");
            messages.flush();
            return listener.await(timeout)
                    .map(received -> exchange(client, received, application.settings(server)))
                    .orElseGet(() -> LaunchCheck.withoutResponse(
                            DoctorMessage.NO_CALLBACK.finding(redirectUri, timeout.toSeconds())));
        } catch (SmartException failure) {
            return LaunchCheck.failed(failure);
        }
    }

    private static List<CheckResult> exchange(
            SmartClient client, LaunchListener.Received received, ServerSettings settings) {
        TokenResponse tokens = client.exchange(received.request(), AuthorizationResponse.parse(received.query()));
        List<Finding> findings = new ArrayList<>(tokens.conformance(TokenFlow.AUTHORIZATION_CODE));
        if (!tokens.missingScopes().isEmpty()) {
            Finding missing = Message.SCOPES_NOT_GRANTED.finding(tokens.missingScopes(), settings.key(Setting.SCOPES));
            findings.add(AdministratorDetails.ofClient(settings, missing));
        }
        return LaunchCheck.completed(
                late(settings, received), findings.stream().distinct().toList());
    }

    /** An application with these settings would reject a late response. */
    private static List<Finding> late(ServerSettings settings, LaunchListener.Received received) {
        Duration lifetime = settings.launches().lifetime();
        return received.duration().compareTo(lifetime) > 0
                ? List.of(DoctorMessage.LATE_CALLBACK.finding(
                        received.duration().toSeconds(), lifetime, settings.key(Setting.LAUNCH_LIFETIME)))
                : List.of();
    }
}
