package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.discovery.OauthUris;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A check that compares the endpoints in the CapabilityStatement with the SMART configuration. Before SMART App Launch
 * 2.0, clients read the endpoints from the extension {@code oauth-uris} of the CapabilityStatement.
 */
final class CapabilityStatementCheck {

    private CapabilityStatementCheck() {}

    static Check check() {
        return Check.fromOutside(
                "SD-D09",
                Step.DISCOVERY,
                "Does the CapabilityStatement contain the endpoints of the SMART configuration?",
                List.of(DiscoveryChecks.METADATA),
                CapabilityStatementCheck::endpoints);
    }

    private static List<Finding> endpoints(Evidence evidence) {
        SmartMetadata metadata = evidence.metadata();
        Probe probe = evidence.capabilityStatement();
        List<Finding> findings = new ArrayList<>();
        read(probe).map(json -> new OauthUris(json.members())).ifPresent(uris -> {
            findings.addAll(difference("token", uris, metadata.tokenEndpoint()));
            findings.addAll(difference("authorize", uris, metadata.authorizationEndpoint()));
        });
        if (!evidence.usesCapabilityStatement()) {
            findings.addAll(violations(probe));
        }
        return findings;
    }

    /** Returns the violations of the response, which are information only, because the endpoints could be read. */
    static List<Finding> violations(Probe probe) {
        return read(probe)
                .map(json -> json.findingsAbout(probe.success().orElseThrow().uri()))
                .orElse(List.of())
                .stream()
                .map(finding -> finding.withSeverity(Severity.INFO))
                .toList();
    }

    private static List<Finding> difference(String name, OauthUris uris, Optional<URI> inMetadata) {
        return uris
                .find(name)
                .filter(text -> inMetadata.isPresent() && !Urls.parse(text).equals(inMetadata))
                .map(text -> Message.CAPABILITY_STATEMENT_DIFFERS.finding(
                        name,
                        LogSanitizer.sanitize(ConfigurationErrors.maskSecrets(text)),
                        HttpTransport.withoutQuery(inMetadata.orElseThrow())))
                .stream()
                .toList();
    }

    private static Optional<ReceivedJson> read(Probe probe) {
        try {
            return probe.success().map(OauthUris::read);
        } catch (InvalidJsonException notJson) {
            return Optional.empty();
        }
    }
}
