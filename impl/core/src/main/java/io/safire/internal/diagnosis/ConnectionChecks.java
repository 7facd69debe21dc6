package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Setting;
import io.safire.internal.http.CertificateNames;
import io.safire.internal.http.TlsProbe;
import io.safire.internal.http.TransportException;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks of the TLS connection to the server, and of a proxy in front of the server. */
final class ConnectionChecks {

    private static final Duration EXPIRES_SOON = Duration.ofDays(30);

    private ConnectionChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        "SD-N03",
                        Step.NETWORK,
                        "Does the server respond without a proxy in between?",
                        List.of(DiscoveryChecks.REACHABLE),
                        ConnectionChecks::proxy),
                Check.fromOutside(
                        "SD-N04",
                        Step.NETWORK,
                        "Are the certificates of the server valid for at least 30 days?",
                        List.of(DiscoveryChecks.REACHABLE),
                        ConnectionChecks::expiry),
                Check.fromOutside(
                        "SD-N05",
                        Step.NETWORK,
                        "Does the client have a client certificate if the server requests one?",
                        List.of(DiscoveryChecks.REACHABLE),
                        ConnectionChecks::clientCertificate));
    }

    private static List<Finding> proxy(Evidence evidence) {
        return evidence.discovery().response().orElseThrow().header("via").stream()
                .map(via -> Message.PROXY_RESPONDED.finding(LogSanitizer.sanitize(via)))
                .toList();
    }

    private static List<Finding> expiry(Evidence evidence) {
        Instant limit = evidence.clock().instant().plus(EXPIRES_SOON);
        return evidence.tls().stream()
                .flatMap(tls -> tls.chain().stream())
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .filter(first -> first.getNotAfter().toInstant().isBefore(limit))
                .map(first -> Message.CERTIFICATE_EXPIRES_SOON.finding(
                        first.getSubjectX500Principal().getName(),
                        first.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate()))
                .stream()
                .toList();
    }

    private static List<Finding> clientCertificate(Evidence evidence) {
        boolean hasCertificate = evidence.settings().http().keyStore() != null;
        return evidence
                .tls()
                .flatMap(TlsProbe::requestedAuthorities)
                .filter(requested -> !hasCertificate)
                .map(authorities -> Message.CLIENT_CERTIFICATE_REQUESTED.finding(
                        authorities.isEmpty() ? "any authority" : LogSanitizer.sanitize(String.join("; ", authorities)),
                        evidence.settings().key(Setting.KEY_STORE_LOCATION)))
                .stream()
                .toList();
    }

    /**
     * Adds the certificates that the server sent to a finding about a rejected certificate. Some HTTP clients already
     * report the certificates in the failure.
     */
    static Finding withCertificates(Evidence evidence, Finding finding, Optional<TransportException> failure) {
        boolean isRejected = failure.filter(cause -> cause.kind().isCertificateFault()
                        && !cause.description().contains(CertificateNames.START))
                .isPresent();
        return isRejected
                ? evidence.tls()
                        .map(tls -> finding.withObserved(
                                finding.observed() + " In detail, " + CertificateNames.describe(tls.chain()) + "."))
                        .orElse(finding)
                : finding;
    }
}
