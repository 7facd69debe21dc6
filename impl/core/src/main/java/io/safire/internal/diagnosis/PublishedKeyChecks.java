package io.safire.internal.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.authentication.SigningKeyDescription;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks of the client's JWKS at {@code jwks-url}, as an authorization server sees it. */
final class PublishedKeyChecks {

    private static final String REACHABLE = "SD-J01";
    static final String READABLE = "SD-J03";
    /** The private members of a JWK (RFC 7518, sections 6.2.2 and 6.3.2). */
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

    private PublishedKeyChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        REACHABLE,
                        Step.KEYS,
                        "Can the JWKS of the client be requested without a credential?",
                        List.of("SD-K01", PublishedJwksTlsCheck.ID),
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

    private static List<Finding> reachable(Evidence evidence) {
        String key = evidence.settings().key(Setting.JWKS_URL);
        return PublishedJwks.probe(evidence)
                .filter(probe -> probe.success().isEmpty())
                .map(probe -> Message.JWKS_NOT_REACHABLE.finding(
                        HttpTransport.withoutQuery(probe.target()), probe.reason(), key))
                .stream()
                .toList();
    }

    private static List<Finding> readable(Evidence evidence) {
        Optional<Probe> probe = PublishedJwks.probe(evidence);
        if (probe.isEmpty()) {
            return List.of();
        }
        List<JsonObject> keys = PublishedJwks.keys(evidence);
        String url = HttpTransport.withoutQuery(probe.get().target());
        String key = evidence.settings().key(Setting.JWKS_URL);
        if (keys.isEmpty()) {
            Message cause = isWebPage(probe.get()) ? Message.JWKS_IS_WEB_PAGE : Message.JWKS_WITHOUT_KEYS;
            return List.of(cause.finding(url, key));
        }
        boolean isPrivate = keys.stream().anyMatch(jwk -> jwk.keySet().stream().anyMatch(PRIVATE_MEMBERS::contains));
        return isPrivate
                ? List.of(Message.JWKS_WITH_PRIVATE_KEY.finding(url, key))
                : PublishedJwks.violations(evidence);
    }

    private static boolean isWebPage(Probe probe) {
        return probe.success()
                .map(response -> new String(response.body(), UTF_8).stripLeading())
                .filter(body -> body.startsWith("<"))
                .isPresent();
    }

    private static List<Finding> containsSigningKey(Evidence evidence) {
        if (PublishedJwks.probe(evidence).isEmpty()) {
            return List.of();
        }
        SigningKeyDescription signing = evidence.signingKey();
        List<JsonObject> sameKid = PublishedJwks.withKid(evidence, signing.kid());
        if (sameKid.isEmpty()) {
            return List.of(notPublished(evidence, signing));
        }
        if (sameKid.stream().noneMatch(signing::isPublicKey)) {
            return List.of(otherKeyPublished(evidence.settings(), signing));
        }
        return sameKid.stream().allMatch(signing::isPublicKey)
                ? List.of()
                : List.of(Message.KID_OF_SEVERAL_KEYS.finding(
                        signing.kid(), evidence.settings().key(Setting.JWKS_URL)));
    }

    private static Finding notPublished(Evidence evidence, SigningKeyDescription signing) {
        String key = evidence.settings().key(Setting.JWKS_URL);
        List<String> kids = PublishedJwks.keys(evidence).stream()
                .map(jwk -> JsonValues.text(jwk, "kid").orElse("no kid"))
                .toList();
        return Message.SIGNING_KEY_NOT_PUBLISHED.finding(
                signing.kid(),
                key,
                LogSanitizer.sanitize(String.join(", ", kids)),
                key,
                evidence.settings().key(Setting.KID),
                signing.thumbprint(),
                HttpTransport.withoutQuery(PublishedJwks.address(evidence).orElseThrow()));
    }

    private static Finding otherKeyPublished(ServerSettings settings, SigningKeyDescription signing) {
        String key = settings.key(Setting.JWKS_URL);
        return Message.OTHER_KEY_PUBLISHED.finding(
                signing.kid(), key, signing.thumbprint(), key, settings.key(Setting.PRIVATE_KEY));
    }

    private static List<Finding> allowsVerification(Evidence evidence) {
        if (PublishedJwks.probe(evidence).isEmpty()) {
            return List.of();
        }
        SigningKeyDescription signing = evidence.signingKey();
        List<Finding> findings = new ArrayList<>();
        for (JsonObject jwk : PublishedJwks.withKid(evidence, signing.kid())) {
            if (!signing.isPublicKey(jwk)) {
                continue;
            }
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
