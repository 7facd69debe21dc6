package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.discovery.OauthUris;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        return evidence.capabilityStatement()
                .success()
                .map(statement -> Stream.of(
                                finding("token", uri(statement, "token"), metadata.tokenEndpoint()),
                                finding("authorize", uri(statement, "authorize"), metadata.authorizationEndpoint()))
                        .flatMap(Optional::stream)
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Finding> finding(String name, Optional<URI> inStatement, Optional<URI> inMetadata) {
        return inStatement
                .filter(uri -> inMetadata.isPresent() && !uri.equals(inMetadata.get()))
                .map(uri -> Message.CAPABILITY_STATEMENT_DIFFERS.finding(
                        name, HttpTransport.withoutQuery(uri), HttpTransport.withoutQuery(inMetadata.orElseThrow())));
    }

    private static Optional<URI> uri(InboundResponse statement, String name) {
        try {
            return new OauthUris(statement.json().members()).find(name).flatMap(Urls::parse);
        } catch (InvalidJsonException notJson) {
            return Optional.empty();
        }
    }
}
