package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check of the brand bundle and of the first two associated endpoints in the SMART configuration. The check sends
 * requests only over https, and not to internal hosts.
 */
final class FurtherEndpointCheck {

    private static final int MAX_ASSOCIATED_ENDPOINTS = 2;

    private FurtherEndpointCheck() {}

    static Check check() {
        return Check.fromOutside(
                "SD-D11",
                Step.DISCOVERY,
                "Can the brand bundle and the associated endpoints of the server be reached?",
                List.of(DiscoveryChecks.METADATA),
                FurtherEndpointCheck::reachable);
    }

    private static List<Finding> reachable(Evidence evidence) {
        SmartMetadata metadata = evidence.metadata();
        Stream<Optional<Finding>> brands = metadata.userAccessBrandBundle().stream()
                .map(url -> finding(evidence, "user_access_brand_bundle", url));
        Stream<Optional<Finding>> endpoints = metadata.associatedEndpoints().stream()
                .map(AssociatedEndpoint::url)
                .limit(MAX_ASSOCIATED_ENDPOINTS)
                .map(url -> finding(evidence, "associated_endpoints", Urls.below(url, "/metadata")));
        return Stream.concat(brands, endpoints).flatMap(Optional::stream).toList();
    }

    private static Optional<Finding> finding(Evidence evidence, String member, URI url) {
        if (!isPermitted(evidence.settings(), url)) {
            return Optional.empty();
        }
        Probe probe = evidence.optionalDocument(url);
        boolean isReached =
                probe.response().filter(FurtherEndpointCheck::isFound).isPresent();
        return isReached || probe.cutOff().isPresent()
                ? Optional.empty()
                : Optional.of(Message.FURTHER_ENDPOINT_UNREACHABLE.finding(
                        HttpTransport.withoutQuery(url), member, probe.reason()));
    }

    private static boolean isPermitted(ServerSettings settings, URI url) {
        return settings.endpoints().urlPolicy().isAllowed(url)
                && settings.endpoints().isPermittedInMetadata(url);
    }

    private static boolean isFound(InboundResponse response) {
        return response.status() < 500 && response.status() != 404 && response.status() != 410;
    }
}
