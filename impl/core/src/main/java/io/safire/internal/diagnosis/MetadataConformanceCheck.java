package io.safire.internal.diagnosis;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.discovery.SmartMetadataLoader;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A check of the SMART configuration and of the response that contains it. The check accepts http on loopback hosts if
 * the settings permit it. The violations are information only, because the other checks report violations that affect
 * the client.
 */
final class MetadataConformanceCheck {

    private MetadataConformanceCheck() {}

    static List<Finding> findings(Evidence evidence) {
        SmartMetadata metadata = evidence.metadata();
        if (evidence.usesCapabilityStatement()) {
            return CapabilityStatementCheck.violations(evidence.capabilityStatement());
        }
        UrlPolicy policy = evidence.settings().endpoints().urlPolicy();
        Stream<Finding> ofMembers =
                metadata.conformance().stream().filter(finding -> !concernsPermittedHttp(finding, metadata, policy));
        InboundResponse response = evidence.discovery().response().orElseThrow();
        return Stream.concat(SmartMetadataLoader.findings(response).stream(), ofMembers)
                .map(finding -> finding.withSeverity(Severity.INFO))
                .toList();
    }

    private static boolean concernsPermittedHttp(Finding finding, SmartMetadata metadata, UrlPolicy policy) {
        if (finding.id().equals(ApiMessage.METADATA_HTTPS.id())) {
            return finding.member().flatMap(member -> JsonValues.text(metadata.members(), member)).stream()
                    .flatMap(url -> Urls.parse(url.strip()).stream())
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
