package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.authentication.SigningKeyDescription;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.document.CacheControl;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.key.KeyState;
import io.safire.key.PublishedKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks of the JWKS at {@code jwks-url} before and after a key rotation: the cache lifetime of the JWKS must not
 * exceed {@code key-publication-time}, and the JWKS must contain the next key and the retiring key.
 */
final class PublishedKeyScheduleChecks {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private PublishedKeyScheduleChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        "SD-J06",
                        Step.KEYS,
                        "Do caches of the client's JWKS expire before a new key signs?",
                        List.of(PublishedKeyChecks.READABLE),
                        PublishedKeyScheduleChecks::caches),
                Check.fromOutside(
                        "SD-J07",
                        Step.KEYS,
                        "Does the JWKS of the client contain its next key and its retiring key?",
                        List.of(PublishedKeyChecks.READABLE),
                        PublishedKeyScheduleChecks::otherKeys));
    }

    private static List<Finding> caches(Evidence evidence) {
        return PublishedJwks.probe(evidence)
                .flatMap(Probe::success)
                .flatMap(response -> cacheFinding(evidence.settings(), response))
                .stream()
                .toList();
    }

    private static Optional<Finding> cacheFinding(ServerSettings settings, InboundResponse response) {
        Duration publicationTime = settings.assertion().keys().publicationTime();
        String jwksUrl = settings.key(Setting.JWKS_URL);
        String key = settings.key(Setting.KEY_PUBLICATION_TIME);
        return CacheControl.maxAge(response)
                .filter(maxAge -> maxAge.compareTo(publicationTime) > 0)
                .map(maxAge -> Message.JWKS_CACHED_TOO_LONG.finding(jwksUrl, maxAge, publicationTime, key, jwksUrl))
                .or(() -> age(response)
                        .filter(age -> age.compareTo(publicationTime) > 0)
                        .map(age -> Message.JWKS_COPY_TOO_OLD.finding(jwksUrl, age, publicationTime, jwksUrl)));
    }

    private static Optional<Duration> age(InboundResponse response) {
        return response.header("age")
                .map(String::strip)
                .filter(age -> SECONDS.matcher(age).matches())
                .map(age -> Duration.ofSeconds(Long.parseLong(age)));
    }

    private static List<Finding> otherKeys(Evidence evidence) {
        return PublishedJwks.probe(evidence).isEmpty()
                ? List.of()
                : evidence.keys().publishedKeys().stream()
                        .filter(key -> key.state() != KeyState.ACTIVE && !isPublished(evidence, key))
                        .map(key -> finding(evidence.settings(), key))
                        .toList();
    }

    private static boolean isPublished(Evidence evidence, PublishedKey key) {
        SigningKeyDescription expected = new SigningKeyDescription(key.kid(), key.algorithm(), key.jwk());
        return PublishedJwks.withKid(evidence, key.kid()).stream().anyMatch(expected::isPublicKey);
    }

    private static Finding finding(ServerSettings settings, PublishedKey key) {
        Message message =
                key.state() == KeyState.NEXT ? Message.NEXT_KEY_NOT_PUBLISHED : Message.RETIRING_KEY_NOT_PUBLISHED;
        String jwksUrl = settings.key(Setting.JWKS_URL);
        return message.finding(key.kid(), jwksUrl, jwksUrl);
    }
}
