package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.TlsProbe;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.http.TrustedCertificates;
import io.safire.internal.message.Message;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check of the certificates that the host of {@code jwks-url} sends. The servers that read the JWKS do not have the
 * trust store of the client. Therefore, the chain must be complete up to a root certificate, even if the client itself
 * trusts an intermediate certificate.
 */
final class PublishedJwksTlsCheck {

    static final String ID = "SD-J02";

    private static final Set<FailureKind> TLS_FAILURES = Set.of(
            FailureKind.TLS_FAILURE,
            FailureKind.CERTIFICATE_EXPIRED,
            FailureKind.CERTIFICATE_NOT_YET_VALID,
            FailureKind.CERTIFICATE_UNTRUSTED,
            FailureKind.CERTIFICATE_NAME);

    private PublishedJwksTlsCheck() {}

    static Check check() {
        return Check.fromOutside(
                ID,
                Step.KEYS,
                "Does the host of the client's JWKS send a valid certificate with its complete chain?",
                List.of("SD-K01"),
                PublishedJwksTlsCheck::certificates);
    }

    private static List<Finding> certificates(Evidence evidence) {
        return PublishedJwks.probe(evidence)
                .flatMap(probe -> isTlsFailure(probe)
                        ? Optional.of(rejected(evidence, probe))
                        : incompleteChain(evidence, probe.target()))
                .stream()
                .toList();
    }

    private static boolean isTlsFailure(Probe probe) {
        return probe.failure()
                .map(TransportException::kind)
                .filter(TLS_FAILURES::contains)
                .isPresent();
    }

    private static Finding rejected(Evidence evidence, Probe probe) {
        return Message.JWKS_TLS_FAILURE.finding(
                HttpTransport.withoutQuery(probe.target()),
                probe.reason(),
                evidence.settings().key(Setting.JWKS_URL));
    }

    private static Optional<Finding> incompleteChain(Evidence evidence, URI address) {
        return evidence.tls(address).map(TlsProbe::chain).flatMap(chain -> TrustedCertificates.of(
                        evidence.settings().http())
                .missingIssuer(chain)
                .map(issuer -> Message.JWKS_CHAIN_INCOMPLETE.finding(
                        address.getHost(),
                        chain.size(),
                        issuer.getName(),
                        evidence.settings().key(Setting.JWKS_URL))));
    }
}
