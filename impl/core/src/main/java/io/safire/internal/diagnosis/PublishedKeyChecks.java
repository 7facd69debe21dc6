package io.safire.internal.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.authentication.SigningKeyDescription;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks of the client's JWKS at {@code jwks-url}, as an authorization server sees it. */
final class PublishedKeyChecks {

    private static final String REACHABLE = "SD-J01";
    private static final String READABLE = "SD-J03";
    /** The members of a JWK that belong to the private key (RFC 7518, sections 6.2.2 and 6.3.2). */
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

    private static final Set<FailureKind> TLS_FAILURES = Set.of(
            FailureKind.TLS_FAILURE,
            FailureKind.CERTIFICATE_EXPIRED,
            FailureKind.CERTIFICATE_NOT_YET_VALID,
            FailureKind.CERTIFICATE_UNTRUSTED,
            FailureKind.CERTIFICATE_NAME);

    private PublishedKeyChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        REACHABLE,
                        Step.KEYS,
                        "Can the JWKS of the client be requested without a credential?",
                        List.of("SD-K01"),
                        PublishedKeyChecks::reachable),
                Check.fromOutside(
                        READABLE,
                        Step.KEYS,
                        "Is the JWKS of the client a JSON object with an array of public keys?",
                        List.of(REACHABLE),
                        PublishedKeyChecks::readable),
                Check.fromOutside(
                        "SD-J04",
                        Step.KEYS,
                        "Does the JWKS of the client contain the signing key?",
                        List.of(READABLE),
                        PublishedKeyChecks::containsSigningKey),
                Check.fromOutside(
                        "SD-J05",
                        Step.KEYS,
                        "Do alg, use and key_ops of the published key allow verification?",
                        List.of(READABLE),
                        PublishedKeyChecks::allowsVerification));
    }

    private static Optional<Probe> probe(Evidence evidence) {
        return Optional.ofNullable(evidence.settings().assertion().jwksUrl())
                .map(url -> evidence.document(URI.create(url)));
    }

    private static List<Finding> reachable(Evidence evidence) {
        String key = evidence.settings().key(Setting.JWKS_URL);
        return probe(evidence)
                .filter(probe -> probe.success().isEmpty())
                .map(probe -> (isTlsFailure(probe) ? Message.JWKS_TLS_FAILURE : Message.JWKS_NOT_REACHABLE)
                        .finding(HttpTransport.withoutQuery(probe.target()), reason(probe), key))
                .stream()
                .toList();
    }

    private static boolean isTlsFailure(Probe probe) {
        return probe.failure()
                .map(TransportException::kind)
                .filter(TLS_FAILURES::contains)
                .isPresent();
    }

    private static String reason(Probe probe) {
        return probe.response()
                .map(response -> "HTTP " + response.status())
                .or(() -> probe.failure().map(TransportException::description))
                .orElseThrow();
    }

    private static List<Finding> readable(Evidence evidence) {
        Optional<Probe> probe = probe(evidence);
        if (probe.isEmpty()) {
            return List.of();
        }
        List<JsonObject> keys = keys(evidence);
        String url = HttpTransport.withoutQuery(probe.get().target());
        String key = evidence.settings().key(Setting.JWKS_URL);
        if (keys.isEmpty()) {
            Message cause = isWebPage(probe.get()) ? Message.JWKS_IS_WEB_PAGE : Message.JWKS_WITHOUT_KEYS;
            return List.of(cause.finding(url, key));
        }
        boolean isPrivate = keys.stream().anyMatch(jwk -> jwk.keySet().stream().anyMatch(PRIVATE_MEMBERS::contains));
        return isPrivate ? List.of(Message.JWKS_WITH_PRIVATE_KEY.finding(url, key)) : List.of();
    }

    private static boolean isWebPage(Probe probe) {
        return probe.success()
                .map(response -> new String(response.body(), UTF_8).stripLeading())
                .filter(body -> body.startsWith("<"))
                .isPresent();
    }

    /** Returns the keys of the JWKS; empty if the document is not a JWKS. */
    private static List<JsonObject> keys(Evidence evidence) {
        Optional<InboundResponse> response = probe(evidence).flatMap(Probe::success);
        if (response.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject document = response.get().json().members();
            return document.get("keys") instanceof JsonArray array
                    ? array.stream()
                            .filter(JsonObject.class::isInstance)
                            .map(JsonObject.class::cast)
                            .toList()
                    : List.of();
        } catch (InvalidJsonException notJson) {
            return List.of();
        }
    }

    private static List<Finding> containsSigningKey(Evidence evidence) {
        Optional<Probe> probe = probe(evidence);
        if (probe.isEmpty()) {
            return List.of();
        }
        SigningKeyDescription signing = evidence.keys().requireSignature();
        List<JsonObject> sameKid = sameKid(evidence, signing);
        String key = evidence.settings().key(Setting.JWKS_URL);
        if (sameKid.isEmpty()) {
            List<String> kids = keys(evidence).stream()
                    .map(jwk ->
                            LogSanitizer.sanitize(JsonValues.text(jwk, "kid").orElse("no kid")))
                    .toList();
            return List.of(Message.SIGNING_KEY_NOT_PUBLISHED.finding(
                    signing.kid(),
                    key,
                    String.join(", ", kids),
                    key,
                    evidence.settings().key(Setting.KID),
                    signing.thumbprint(),
                    HttpTransport.withoutQuery(probe.get().target())));
        }
        return sameKid.stream().noneMatch(signing::isPublicKey)
                ? List.of(Message.OTHER_KEY_PUBLISHED.finding(
                        signing.kid(),
                        key,
                        signing.thumbprint(),
                        key,
                        evidence.settings().key(Setting.PRIVATE_KEY)))
                : List.of();
    }

    private static List<JsonObject> sameKid(Evidence evidence, SigningKeyDescription signing) {
        return keys(evidence).stream()
                .filter(jwk -> JsonValues.text(jwk, "kid").orElse("").equals(signing.kid()))
                .toList();
    }

    private static List<Finding> allowsVerification(Evidence evidence) {
        if (probe(evidence).isEmpty()) {
            return List.of();
        }
        SigningKeyDescription signing = evidence.keys().requireSignature();
        List<Finding> findings = new ArrayList<>();
        for (JsonObject jwk : sameKid(evidence, signing)) {
            String algorithm = JsonValues.text(jwk, "alg").orElse(signing.algorithm());
            String use = JsonValues.text(jwk, "use").orElse("sig");
            boolean verifies = !(jwk.get("key_ops") instanceof JsonArray operations)
                    || operations.contains(JsonValues.text("verify"));
            if (!algorithm.equals(signing.algorithm()) || !use.equals("sig") || !verifies) {
                findings.add(Message.PUBLISHED_KEY_UNUSABLE.finding(
                        signing.kid(),
                        LogSanitizer.sanitize(algorithm + ", " + use),
                        evidence.settings().key(Setting.JWKS_URL),
                        signing.algorithm()));
            }
        }
        return findings;
    }
}
