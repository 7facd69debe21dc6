package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.internal.config.EhrDefault;
import io.safire.internal.config.EhrProfile;
import io.safire.internal.config.ProfileRules;
import io.safire.internal.config.ProfileSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.SettingSource;
import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks of the settings against the documented limits of an EHR. The profile of an EHR is applied only if it is
 * configured. If the addresses belong to a known EHR, the diagnosis suggests the profile.
 */
final class ProfileChecks {

    static final String CONFIGURED = "SD-C10";

    private ProfileChecks() {}

    static List<Check> all() {
        return List.of(
                Check.ofConfiguration(
                        CONFIGURED,
                        Step.CONFIGURATION,
                        "Do the settings comply with the profile of the EHR?",
                        ProfileChecks::configured),
                Check.fromOutside(
                        "SD-D12",
                        Step.DISCOVERY,
                        "Is an EHR profile set if the endpoints in the metadata are those of a known EHR?",
                        List.of(DiscoveryChecks.METADATA),
                        ProfileChecks::discovered));
    }

    private static List<Finding> configured(Evidence evidence) {
        ProfileSettings configured = evidence.settings().profile();
        return configured.ehr() == null
                ? suggestion(evidence, addresses(evidence.settings()))
                : violations(evidence, configured);
    }

    private static List<Finding> discovered(Evidence evidence) {
        ServerSettings settings = evidence.settings();
        boolean isKnown = settings.profile().ehr() != null
                || EhrProfile.recognize(addresses(settings)).isPresent();
        return isKnown ? List.of() : suggestion(evidence, endpoints(evidence.metadata()));
    }

    private static List<String> addresses(ServerSettings settings) {
        return texts(Stream.of(
                settings.endpoints().baseUrl(),
                settings.endpoints().authorizationEndpoint(),
                settings.endpoints().tokenEndpoint()));
    }

    private static List<String> endpoints(SmartMetadata metadata) {
        return texts(
                Stream.of(metadata.authorizationEndpoint(), metadata.tokenEndpoint(), metadata.managementEndpoint())
                        .flatMap(Optional::stream));
    }

    private static List<String> texts(Stream<URI> urls) {
        return urls.filter(Objects::nonNull).map(URI::toString).toList();
    }

    private static List<Finding> violations(Evidence evidence, ProfileSettings configured) {
        List<Finding> findings = new ArrayList<>(rules(evidence).findings(setting -> true));
        if (!configured.defaults().isEmpty()) {
            String values =
                    configured.defaults().stream().map(EhrDefault::toString).collect(Collectors.joining(", "));
            findings.add(Message.PROFILE_DEFAULTS.finding(configured.name(), values));
        }
        return findings;
    }

    private static ProfileRules rules(Evidence evidence) {
        return new ProfileRules(
                evidence.settings(), evidence.settings().client().scopes(), algorithm(evidence));
    }

    /** Returns the algorithm of the assertions; empty if it depends on a key that cannot sign. SD-K01 names the cause. */
    private static Optional<String> algorithm(Evidence evidence) {
        if (evidence.settings().client().type() != ClientType.CONFIDENTIAL_ASYMMETRIC) {
            return Optional.empty();
        }
        SignatureAlgorithm configured =
                evidence.settings().assertion().algorithm().configured();
        if (configured != null || evidence.hasCredentialSource()) {
            return Optional.ofNullable(configured).map(SignatureAlgorithm::name);
        }
        try {
            return Optional.of(evidence.signingKey().algorithm());
        } catch (SmartException unusable) {
            return Optional.empty();
        }
    }

    private static List<Finding> suggestion(Evidence evidence, List<String> urls) {
        return EhrProfile.recognize(urls).stream()
                .map(profile -> suggestion(evidence, profile, urls))
                .toList();
    }

    private static Finding suggestion(Evidence evidence, EhrProfile profile, List<String> urls) {
        String url = urls.stream().filter(profile::hasAddress).findFirst().orElseThrow();
        List<String> differences = new ArrayList<>();
        ProfileRules rules = rules(evidence);
        profile.facts().forEach(fact -> rules.violation(fact.rule()).ifPresent(differences::add));
        profile.defaultsFor(evidence.settings().client().scopes()::contains).stream()
                .filter(value -> evidence.settings()
                        .source(value.setting())
                        .flatMap(SettingSource::text)
                        .isEmpty())
                .forEach(value -> differences.add("the profile sets " + value));
        return Message.PROFILE_SUGGESTED.finding(
                LogSanitizer.sanitize(url),
                profile.title(),
                differences.isEmpty() ? "none" : String.join("; ", differences),
                evidence.settings().key(Setting.PROFILE),
                profile.name());
    }
}
