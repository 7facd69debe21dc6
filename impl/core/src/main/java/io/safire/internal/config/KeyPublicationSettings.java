package io.safire.internal.config;

import static io.safire.internal.config.Setting.JWKS_CACHE;
import static io.safire.internal.config.Setting.KEY_PUBLICATION_TIME;

import java.time.Duration;

/**
 * The settings for the publication of the client's public keys.
 *
 * @param publicationTime the minimum time for which a key is published before it replaces the retiring key for signing
 * @param cacheLifetime the time for which servers may cache the key set
 */
public record KeyPublicationSettings(Duration publicationTime, Duration cacheLifetime) {

    static KeyPublicationSettings read(SettingParser parser) {
        Duration publicationTime = parser.duration(KEY_PUBLICATION_TIME);
        return new KeyPublicationSettings(publicationTime, parser.duration(JWKS_CACHE, publicationTime));
    }
}
