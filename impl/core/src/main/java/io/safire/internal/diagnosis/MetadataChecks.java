package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.token.TokenFlow;
import java.util.List;

/** Checks that compare the SMART configuration with the settings and with the cached copy. */
final class MetadataChecks {

    private MetadataChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        "SD-D04",
                        Step.DISCOVERY,
                        "Is the issuer of ID tokens known?",
                        List.of(DiscoveryChecks.METADATA),
                        MetadataChecks::issuer),
                Check.fromOutside(
                        "SD-D10",
                        Step.DISCOVERY,
                        "Does the cached SMART configuration name the current endpoints?",
                        List.of(DiscoveryChecks.METADATA),
                        MetadataChecks::cachedCopy));
    }

    private static List<Finding> issuer(Evidence evidence) {
        boolean expectsIdToken = ConfigurationChecks.flow(evidence.settings()) == TokenFlow.AUTHORIZATION_CODE
                && evidence.settings().client().scopes().contains("openid");
        boolean isKnown = evidence.settings().identity().issuer() != null
                || evidence.metadata().issuer().isPresent();
        return expectsIdToken && !isKnown
                ? List.of(
                        Message.ISSUER_NOT_PUBLISHED.finding(evidence.settings().key(Setting.ISSUER)))
                : List.of();
    }

    private static List<Finding> cachedCopy(Evidence evidence) {
        SmartMetadata current = evidence.metadata();
        return evidence
                .endpointResolver()
                .cachedMetadata()
                .filter(cached -> !cached.tokenEndpoint().equals(current.tokenEndpoint())
                        || !cached.authorizationEndpoint().equals(current.authorizationEndpoint()))
                .map(cached -> Message.CACHED_METADATA_DIFFER.finding(
                        evidence.settings().key(Setting.METADATA_LIFETIME)))
                .stream()
                .toList();
    }
}
