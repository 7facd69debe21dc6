package io.safire.internal.config;

import static io.safire.internal.config.Setting.ASSERTION_ALGORITHM;
import static io.safire.internal.config.Setting.ASSERTION_AUDIENCE;
import static io.safire.internal.config.Setting.ASSERTION_LIFETIME;
import static io.safire.internal.config.Setting.JWKS_URL;
import static io.safire.internal.config.Setting.SEND_X5T;

import io.safire.internal.key.AlgorithmRule;
import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.text.LogSanitizer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings for client assertions, and for the publication of the keys that sign client assertions.
 *
 * @param audience the claim {@code aud}; null to use the URL of the token endpoint
 * @param algorithm the rule for the signature algorithm
 * @param jwksUrl the header parameter {@code jku}; null if assertions contain no {@code jku}
 * @param sendX5t true if assertions contain the header parameter {@code x5t}
 */
public record AssertionSettings(
        @Nullable String audience,
        AlgorithmRule algorithm,
        @Nullable String jwksUrl,
        boolean sendX5t,
        Duration lifetime,
        KeyPublicationSettings keys) {

    static AssertionSettings read(SettingParser parser, UrlPolicy rule) {
        parser.url(JWKS_URL, rule);
        return new AssertionSettings(
                parser.text(ASSERTION_AUDIENCE),
                algorithm(parser),
                parser.text(JWKS_URL),
                parser.flag(SEND_X5T),
                parser.duration(ASSERTION_LIFETIME),
                KeyPublicationSettings.read(parser));
    }

    AssertionSettings withAudience(String newAudience) {
        return new AssertionSettings(newAudience, algorithm, jwksUrl, sendX5t, lifetime, keys);
    }

    private static AlgorithmRule algorithm(SettingParser parser) {
        Optional<String> text = parser.optional(ASSERTION_ALGORITHM);
        Optional<SignatureAlgorithm> algorithm = text.flatMap(SignatureAlgorithm::find);
        if (text.isPresent() && algorithm.isEmpty()) {
            parser.errors()
                    .invalid(
                            ASSERTION_ALGORITHM,
                            LogSanitizer.sanitize(text.get()),
                            List.of(SignatureAlgorithm.names()));
        }
        return new AlgorithmRule(algorithm.orElse(null));
    }
}
