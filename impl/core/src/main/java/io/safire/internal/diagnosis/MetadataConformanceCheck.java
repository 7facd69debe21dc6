package io.safire.internal.diagnosis;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.JsonValues;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A check of the rules of SMART App Launch for the SMART configuration. The check permits http on loopback if the
 * settings permit it, so that a server for development is not reported. The violations are information only, because
 * the other checks report violations that affect the client.
 */
final class MetadataConformanceCheck {

    private MetadataConformanceCheck() {}

    static List<Finding> findings(Evidence evidence) {
        SmartMetadata metadata = evidence.metadata();
        UrlPolicy policy = evidence.settings().endpoints().urlPolicy();
        return metadata.conformance().stream()
                .filter(finding -> !concernsPermittedHttp(finding, metadata, policy))
                .map(finding -> finding.withSeverity(Severity.INFO))
                .toList();
    }

    private static boolean concernsPermittedHttp(Finding finding, SmartMetadata metadata, UrlPolicy policy) {
        if (finding.id().equals(ApiMessage.METADATA_HTTPS.id())) {
            return finding.member().flatMap(member -> JsonValues.text(metadata.members(), member)).stream()
                    .map(metadata.baseUrl()::resolve)
                    .allMatch(policy::isAllowed);
        }
        return finding.id().equals(ApiMessage.METADATA_ASSOCIATED_ENDPOINT.id())
                && associatedUrls(metadata).allMatch(policy::isAllowed);
    }

    private static Stream<URI> associatedUrls(SmartMetadata metadata) {
        return metadata.associatedEndpoints().stream().map(AssociatedEndpoint::url);
    }
}
