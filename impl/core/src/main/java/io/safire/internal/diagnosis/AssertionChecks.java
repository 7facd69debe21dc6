package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.internal.authentication.SigningKeyDescription;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A check of the client assertion, and the search for the {@code aud} that the server accepts. */
final class AssertionChecks {

    private static final Set<Integer> CLIENT_REJECTED = Set.of(400, 401, 403);
    /** The errors of a server that rejects an assertion. Some servers respond without an error code. */
    private static final Set<String> CLIENT_ERRORS = Set.of("", "invalid_client", "invalid_grant");

    private AssertionChecks() {}

    static List<Check> all() {
        return List.of(Check.fromOutside(
                "SD-T01",
                Step.TOKEN,
                "Which header and claims does the client assertion have?",
                List.of("SD-K01", Doctor.SIGNATURE_CHECK, "SD-C09", "SD-D03"),
                AssertionChecks::content));
    }

    private static List<Finding> content(Evidence evidence) {
        if (evidence.settings().client().type() != ClientType.CONFIDENTIAL_ASYMMETRIC
                || evidence.hasCredentialSource()) {
            return List.of();
        }
        SigningKeyDescription key = evidence.signingKey();
        String jku = Optional.ofNullable(evidence.identity().assertionIssuer().jku())
                .map(url -> ", jku " + url)
                .orElse("");
        return List.of(Message.ASSERTION_CONTENT.finding(
                key.algorithm(),
                key.kid() + jku,
                String.valueOf(evidence.identity().clientId()),
                audience(evidence),
                evidence.settings().assertion().lifetime()));
    }

    private static String audience(Evidence evidence) {
        return Optional.ofNullable(evidence.settings().assertion().audience()).orElseGet(() -> tokenEndpoint(evidence));
    }

    private static String tokenEndpoint(Evidence evidence) {
        return evidence.endpointResolver()
                .tokenEndpoint(evidence.metadataIfRequired(), Optional.empty())
                .toString();
    }

    /**
     * Searches for the {@code aud} with which the server accepts the client, after the server has rejected an
     * assertion. The candidates are the token endpoint and the issuer. Each request is a normal token request.
     *
     * @return the cause, if the server accepts another {@code aud}
     */
    static Optional<Finding> acceptedAudience(Evidence evidence, SmartException refusal) {
        if (!(refusal instanceof TokenException token) || !mayConcernAudience(token)) {
            return Optional.empty();
        }
        String sent = audience(evidence);
        Set<String> candidates = new LinkedHashSet<>(List.of(tokenEndpoint(evidence)));
        evidence.metadataIfRequired().flatMap(SmartMetadata::issuer).ifPresent(candidates::add);
        candidates.remove(sent);
        return candidates.stream()
                .filter(candidate -> evidence.remaining().toMillis() > 0 && accepts(evidence, candidate))
                .findFirst()
                .map(accepted -> Message.AUDIENCE_ACCEPTED.finding(
                        sent,
                        LogSanitizer.sanitize(accepted),
                        evidence.settings().key(Setting.ASSERTION_AUDIENCE),
                        LogSanitizer.sanitize(accepted)));
    }

    /**
     * Returns true if the {@code aud} may be the reason for the rejection: the server rejects the client, and the
     * description of the error names no other part of the request.
     */
    private static boolean mayConcernAudience(TokenException refusal) {
        String description = refusal.errorDescription().orElse("");
        return CLIENT_REJECTED.contains(refusal.status().orElse(0))
                && (ErrorTopic.AUDIENCE.isNamedIn(description)
                        || CLIENT_ERRORS.contains(refusal.errorCode().orElse(""))
                                && !ErrorTopic.isAnyNamedIn(description));
    }

    private static boolean accepts(Evidence evidence, String audience) {
        try {
            evidence.requestToken(audience);
            return true;
        } catch (SmartException refused) {
            return false;
        }
    }
}
