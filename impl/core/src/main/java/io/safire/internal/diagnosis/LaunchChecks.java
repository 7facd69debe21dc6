package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.token.AccessLevel;
import io.safire.token.ResourceScope;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import java.util.List;

/** Checks of the scopes for the kind of launch: EHR launch or standalone launch. */
final class LaunchChecks {

    private LaunchChecks() {}

    static List<Check> all() {
        return List.of(
                Check.ofConfiguration(
                        "SD-C11",
                        Step.CONFIGURATION,
                        "Do the scopes request a patient if they need one?",
                        LaunchChecks::patient),
                Check.fromOutside(
                        "SD-D05",
                        Step.DISCOVERY,
                        "Does the server support the kind of launch that the scopes request?",
                        List.of(DiscoveryChecks.METADATA),
                        LaunchChecks::launches));
    }

    private static List<Finding> patient(Evidence evidence) {
        Scopes scopes = evidence.settings().client().scopes();
        boolean needsPatient = scopes.toList().stream()
                .anyMatch(scope -> scope instanceof ResourceScope resource && resource.level() == AccessLevel.PATIENT);
        return !isLaunch(evidence) || !needsPatient || isForEhr(scopes) || scopes.contains("launch/patient")
                ? List.of()
                : List.of(
                        Message.PATIENT_NOT_SELECTED.finding(evidence.settings().key(Setting.SCOPES)));
    }

    private static List<Finding> launches(Evidence evidence) {
        SmartMetadata metadata = evidence.metadata();
        Scopes scopes = evidence.settings().client().scopes();
        Capability required = isForEhr(scopes) ? Capability.LAUNCH_EHR : Capability.LAUNCH_STANDALONE;
        Capability other = isForEhr(scopes) ? Capability.LAUNCH_STANDALONE : Capability.LAUNCH_EHR;
        boolean isForBoth = isForEhr(scopes) && scopes.contains("launch/patient");
        return !isLaunch(evidence) || isForBoth || metadata.hasCapability(required) || !metadata.hasCapability(other)
                ? List.of()
                : List.of(Message.LAUNCH_NOT_ADVERTISED.finding(
                        required.value(), scopes, evidence.settings().key(Setting.SCOPES)));
    }

    private static boolean isLaunch(Evidence evidence) {
        return ConfigurationChecks.flow(evidence.settings()) == TokenFlow.AUTHORIZATION_CODE;
    }

    private static boolean isForEhr(Scopes scopes) {
        return scopes.contains("launch");
    }
}
