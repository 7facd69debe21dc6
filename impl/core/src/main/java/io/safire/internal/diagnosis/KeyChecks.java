package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.Setting;
import io.safire.internal.config.SettingSource;
import io.safire.internal.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Checks of the client's private keys, which send no request. */
final class KeyChecks {

    private KeyChecks() {}

    static List<Check> all() {
        return List.of(
                Check.ofConfiguration(
                        "SD-K01",
                        Step.KEYS,
                        "Can the private keys be read, and are their type and size allowed?",
                        KeyChecks::usable),
                new Check(
                        Doctor.SIGNATURE_CHECK,
                        Step.KEYS,
                        "Does the signing key sign, and does its public key verify the signature?",
                        DiagnosisMode.CONFIG,
                        List.of("SD-K01"),
                        KeyChecks::signs),
                new Check(
                        "SD-K05",
                        Step.KEYS,
                        "Is the key file protected from other users?",
                        DiagnosisMode.CONFIG,
                        List.of("SD-K01"),
                        KeyChecks::permissions),
                new Check(
                        "SD-K06",
                        Step.KEYS,
                        "Does the rotation of the keys leave servers enough time to read the new key?",
                        DiagnosisMode.CONFIG,
                        List.of("SD-K01"),
                        KeyChecks::rotation));
    }

    private static boolean usesKey(Evidence evidence) {
        return evidence.settings().client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC;
    }

    private static List<Finding> usable(Evidence evidence) {
        if (!usesKey(evidence)) {
            return List.of();
        }
        ConfigurationErrors errors = ConfigurationErrors.of(evidence.settings());
        evidence.keys().validate(errors);
        return errors.toException().map(ConfigurationException::findings).orElse(List.of());
    }

    private static List<Finding> signs(Evidence evidence) {
        if (usesKey(evidence) && !evidence.hasCredentialSource()) {
            evidence.signingKey();
        }
        return List.of();
    }

    private static List<Finding> rotation(Evidence evidence) {
        return usesKey(evidence) ? evidence.keys().rotationFindings() : List.of();
    }

    private static List<Finding> permissions(Evidence evidence) {
        return evidence
                .settings()
                .source(Setting.PRIVATE_KEY_LOCATION)
                .flatMap(SettingSource::text)
                .filter(location -> usesKey(evidence) && isReadableByOthers(location))
                .map(location -> Message.KEY_FILE_READABLE.finding(
                        location, evidence.settings().key(Setting.PRIVATE_KEY_LOCATION)))
                .stream()
                .toList();
    }

    /** The result is false if the location is not a file with permissions. */
    private static boolean isReadableByOthers(String location) {
        try {
            Set<PosixFilePermission> permissions =
                    Files.getPosixFilePermissions(Path.of(location.strip().replaceFirst("^file:(//)?", "")));
            return permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException | InvalidPathException noPermissions) {
            return false;
        }
    }
}
