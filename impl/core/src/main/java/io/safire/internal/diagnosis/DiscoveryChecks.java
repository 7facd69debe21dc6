package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.authentication.AlgorithmAdvice;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.CapabilityStatementFallback;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.TransportException;
import io.safire.internal.launch.ScopeCauses;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.token.ResourceScope;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks of the connection to the server and of its SMART configuration. */
final class DiscoveryChecks {

    static final String REACHABLE = "SD-N01";
    static final String METADATA = "SD-D01";

    private DiscoveryChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        REACHABLE,
                        Step.NETWORK,
                        "Can the server be reached over TLS with a trusted certificate?",
                        List.of(),
                        DiscoveryChecks::reachable),
                Check.fromOutside(
                        "SD-N06",
                        Step.NETWORK,
                        "Do the local clock and the clock of the server agree?",
                        List.of(REACHABLE),
                        DiscoveryChecks::clock),
                Check.fromOutside(
                        METADATA,
                        Step.DISCOVERY,
                        "Does the server publish a SMART configuration that can be read?",
                        List.of(REACHABLE),
                        DiscoveryChecks::readable),
                Check.fromOutside(
                        "SD-D02",
                        Step.DISCOVERY,
                        "Does the SMART configuration conform to SMART App Launch?",
                        List.of(METADATA),
                        MetadataConformanceCheck::findings),
                Check.fromOutside(
                        "SD-D03",
                        Step.DISCOVERY,
                        "Do the discovered endpoints use https, and do they belong to this server?",
                        List.of(METADATA),
                        DiscoveryChecks::endpoints),
                Check.fromOutside(
                        "SD-D06",
                        Step.DISCOVERY,
                        "Does the server support the flow of this client?",
                        List.of(METADATA),
                        DiscoveryChecks::flow),
                Check.fromOutside(
                        "SD-D07",
                        Step.DISCOVERY,
                        "Does the server support the client authentication method of this client?",
                        List.of(METADATA),
                        DiscoveryChecks::authenticationMethod),
                Check.fromOutside(
                        "SD-K03",
                        Step.KEYS,
                        "Does the server support the signature algorithm of the signing key?",
                        List.of("SD-K01", METADATA),
                        DiscoveryChecks::signatureAlgorithm),
                Check.fromOutside(
                        "SD-D08",
                        Step.DISCOVERY,
                        "Does the server support the configured scopes?",
                        List.of(METADATA),
                        DiscoveryChecks::scopes));
    }

    private static List<Finding> readable(Evidence evidence) {
        try {
            evidence.metadata();
            return evidence.usesCapabilityStatement()
                    ? List.of(new CapabilityStatementFallback(evidence.settings()).usedFinding())
                    : List.of();
        } catch (DiscoveryException failure) {
            if (evidence.lacksOptionalMetadata()) {
                return List.of(Message.METADATA_NOT_REQUIRED.finding(
                        evidence.settings().key(Setting.TOKEN_ENDPOINT)));
            }
            return failure.findings().stream()
                    .map(finding -> withStatus(finding, failure))
                    .toList();
        }
    }

    private static Finding withStatus(Finding finding, DiscoveryException failure) {
        return failure.status().isEmpty()
                ? finding
                : finding.withObserved("HTTP " + failure.status().getAsInt() + " from " + failure.endpoint() + ": "
                        + finding.observed());
    }

    private static List<Finding> reachable(Evidence evidence) {
        try {
            evidence.discovery();
            return List.of();
        } catch (NetworkException failure) {
            Optional<TransportException> cause = failure.getCause() instanceof TransportException transport
                    ? Optional.of(transport)
                    : Optional.empty();
            return failure.findings().stream()
                    .map(finding -> ConnectionChecks.withCertificates(evidence, finding, cause))
                    .toList();
        }
    }

    private static List<Finding> clock(Evidence evidence) {
        Duration difference = clockDifference(evidence.discovery(), evidence.clock());
        if (difference.isZero()) {
            return List.of();
        }
        return List.of(
                ServerClock.isFollowed(difference)
                        ? Message.SERVER_CLOCK.finding(ServerClock.describe(difference))
                        : Message.SERVER_CLOCK_FAR.finding(
                                ServerClock.describe(difference), ServerClock.MAX_FOLLOWED_DIFFERENCE.toMinutes()));
    }

    /**
     * Compares the server's clock with the local time halfway between request and response. The result is zero if a
     * slow request or response can explain the difference. {@link ServerClock} ignores a cached response, because its
     * time is old.
     */
    static Duration clockDifference(Probe probe, Clock clock) {
        Duration halfRoundTrip =
                Duration.between(probe.sentAt(), probe.receivedAt()).dividedBy(2);
        ServerClock serverClock = new ServerClock(Clock.fixed(probe.sentAt().plus(halfRoundTrip), clock.getZone()));
        serverClock.learn(probe.response().orElseThrow());
        Duration difference = serverClock.difference();
        boolean isExplained = difference.abs().compareTo(halfRoundTrip.plus(ServerClock.NEGLIGIBLE_DIFFERENCE)) <= 0;
        return isExplained ? Duration.ZERO : difference;
    }

    private static List<Finding> endpoints(Evidence evidence) {
        Optional<SmartMetadata> metadata = Optional.of(evidence.metadata());
        if (ConfigurationChecks.flow(evidence.settings()) == TokenFlow.AUTHORIZATION_CODE) {
            evidence.endpointResolver().authorizationEndpoint(metadata);
        }
        evidence.endpointResolver().tokenEndpoint(metadata, Optional.empty());
        return List.of();
    }

    private static List<Finding> flow(Evidence evidence) {
        SmartMetadata metadata = evidence.metadata();
        String grantType = ConfigurationChecks.flow(evidence.settings()) == TokenFlow.AUTHORIZATION_CODE
                ? "authorization_code"
                : "client_credentials";
        List<String> advertised = metadata.grantTypesSupported();
        return advertised.isEmpty() || advertised.contains(grantType)
                ? List.of()
                : List.of(Message.FLOW_NOT_ADVERTISED.finding(
                        grantType, LogSanitizer.sanitize(String.join(", ", advertised))));
    }

    private static List<Finding> authenticationMethod(Evidence evidence) {
        List<String> advertised = evidence.metadata().tokenEndpointAuthMethodsSupported();
        List<String> usable = ClientMethods.of(evidence);
        if (ClientMethods.isPostChosen(evidence, advertised)) {
            return List.of(Message.POST_CHOSEN.finding(
                    LogSanitizer.sanitize(String.join(", ", advertised)),
                    evidence.settings().key(Setting.CLIENT_AUTHENTICATION_METHOD)));
        }
        return advertised.isEmpty() || usable.isEmpty() || usable.stream().anyMatch(advertised::contains)
                ? List.of()
                : List.of(Message.METHOD_NOT_ADVERTISED.finding(
                        String.join(" or ", usable),
                        LogSanitizer.sanitize(String.join(", ", advertised)),
                        evidence.settings().key(ClientMethods.settingToChange(evidence, advertised))));
    }

    private static List<Finding> signatureAlgorithm(Evidence evidence) {
        if (evidence.settings().client().type() != ClientType.CONFIDENTIAL_ASYMMETRIC) {
            return List.of();
        }
        List<String> advertised = evidence.metadata().tokenEndpointAuthSigningAlgValuesSupported();
        String algorithm = evidence.signingKey().algorithm();
        return advertised.isEmpty() || advertised.contains(algorithm)
                ? List.of()
                : List.of(Message.ALGORITHM_NOT_ADVERTISED.finding(
                        algorithm,
                        LogSanitizer.sanitize(String.join(", ", advertised)),
                        new AlgorithmAdvice(evidence.settings()).action(algorithm, advertised)));
    }

    /**
     * A server need not list all scopes. If the server lists no scopes for resources at all, an unlisted scope is only
     * information.
     */
    private static List<Finding> scopes(Evidence evidence) {
        ServerSettings settings = evidence.settings();
        SmartMetadata metadata = evidence.metadata();
        Scopes configured = settings.client().scopes();
        List<Finding> findings = new ArrayList<>();
        ScopeCauses.syntax(settings, configured, metadata).ifPresent(findings::add);
        findings.addAll(ScopeCauses.capabilities(settings, configured, metadata).stream()
                .map(finding -> finding.withSeverity(Severity.INFO))
                .toList());
        ScopeCauses.notListed(configured, metadata)
                .map(unknown -> Message.SCOPES_NOT_ADVERTISED.finding(unknown, settings.key(Setting.SCOPES)))
                .map(finding -> listsResources(metadata) ? finding : finding.withSeverity(Severity.INFO))
                .ifPresent(findings::add);
        return findings;
    }

    private static boolean listsResources(SmartMetadata metadata) {
        return Scopes.parse(String.join(" ", metadata.scopesSupported())).toList().stream()
                .anyMatch(ResourceScope.class::isInstance);
    }
}
