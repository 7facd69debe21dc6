package io.safire.internal.client;

import io.safire.diagnosis.Finding;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.message.Message;
import io.safire.token.AccessLevel;
import io.safire.token.ResourceScope;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings about data that a launch requested, but that the response does not contain. */
record LaunchFindings(ServerSettings settings) {

    private static final Logger LOG = System.getLogger(LaunchFindings.class.getName());
    private static final List<String> PATIENT_REQUESTS = List.of("launch/patient", "launch");
    private static final List<String> REFRESH_REQUESTS = List.of("offline_access", "online_access");

    /** Logs a missing patient, because this fault is often noticed only by failed requests. */
    List<Finding> of(Scopes requested, TokenResponse response) {
        List<Finding> findings = new ArrayList<>();
        if (response.refreshToken().isEmpty()) {
            requestedRefresh(requested)
                    .map(scope -> Message.REFRESH_NOT_GRANTED
                            .finding(scope, settings.key(Setting.SCOPES))
                            .withMember("refresh_token"))
                    .map(finding -> AdministratorDetails.ofClient(settings, finding))
                    .ifPresent(findings::add);
        }
        if (response.context().patient().isEmpty() && needsPatient(requested)) {
            Finding missing = AdministratorDetails.ofClient(
                    settings, missingPatient(requested).withMember("patient"));
            LOG.log(Level.WARNING, missing.id() + " " + settings.name() + ": " + missing.message());
            findings.add(missing);
        }
        return findings;
    }

    /** The result is empty if no scope requests a refresh token. */
    static Optional<String> requestedRefresh(Scopes requested) {
        return REFRESH_REQUESTS.stream().filter(requested::contains).findFirst();
    }

    private static boolean needsPatient(Scopes requested) {
        return requested.contains("launch/patient")
                || requested.toList().stream()
                        .anyMatch(scope ->
                                scope instanceof ResourceScope resource && resource.level() == AccessLevel.PATIENT);
    }

    private Finding missingPatient(Scopes requested) {
        String key = settings.key(Setting.SCOPES);
        return PATIENT_REQUESTS.stream()
                .filter(requested::contains)
                .findFirst()
                .map(scope -> Message.LAUNCH_WITHOUT_PATIENT.finding(scope, key))
                .orElseGet(() -> Message.PATIENT_NOT_REQUESTED.finding(requested, key));
    }
}
