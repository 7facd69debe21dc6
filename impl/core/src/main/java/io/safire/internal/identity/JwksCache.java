package io.safire.internal.identity;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.document.CachedDocument;
import io.safire.internal.document.DocumentCopy;
import io.safire.internal.document.DocumentSource;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.text.LogSanitizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the JWKS of the issuer. The JWKS is cached for the lifetime that the server allows, at least one minute
 * and at most one day. An ID token with an unknown {@code kid} triggers an earlier reload. An attacker can send any
 * number of such ID tokens, so there is at most one such reload a minute. If a reload fails, the cached JWKS is used
 * until it is one day old.
 */
final class JwksCache {

    static final Duration MIN_RELOAD_INTERVAL = Duration.ofMinutes(1);

    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
    private static final Duration MAX_STALE_TIME = Duration.ofDays(1);

    private final ServerSettings settings;
    private final Function<String, JwkSet> loader;
    private final Clock clock;
    private final Duration staleTime;
    private volatile @Nullable IssuerJwks current;

    /** The issuer of a server changes only if the SMART configuration of the server changes. */
    private record IssuerJwks(String issuer, CachedDocument<JwkSet> document) {}

    /**
     * @param loader the function that loads the JWKS of an issuer
     */
    JwksCache(ServerSettings settings, Function<String, JwkSet> loader, Clock clock) {
        this.settings = settings;
        this.loader = loader;
        this.clock = clock;
        Duration configured = settings.metadata().staleIfError();
        this.staleTime = configured.compareTo(MAX_STALE_TIME) < 0 ? configured : MAX_STALE_TIME;
    }

    /**
     * @throws JwksUnavailableException if the JWKS is neither cached nor loadable
     */
    JwkSet get(String issuer) {
        try {
            return document(issuer).get();
        } catch (TransportException notLoaded) {
            String urlSettings = settings.key(Setting.ISSUER) + " or " + settings.key(Setting.JWKS_URI);
            throw new JwksUnavailableException(
                    notLoaded.kind() == FailureKind.INTERRUPTED
                            ? "the thread of the call was interrupted"
                            : "another caller is still loading the JWKS",
                    NetworkExceptions.describe(settings, notLoaded, urlSettings)
                            .findings()
                            .get(0));
        }
    }

    /**
     * Reloads the JWKS, because the given JWKS contains no matching key.
     *
     * @return the newer JWKS; empty if the JWKS was reloaded less than a minute ago, or cannot be loaded
     */
    Optional<JwkSet> findNewer(JwkSet outdated, String issuer) {
        return document(issuer).findNewer(outdated, MIN_RELOAD_INTERVAL);
    }

    private CachedDocument<JwkSet> document(String issuer) {
        IssuerJwks cached = current;
        return cached != null && cached.issuer.equals(issuer) ? cached.document : replace(issuer);
    }

    private synchronized CachedDocument<JwkSet> replace(String issuer) {
        IssuerJwks cached = current;
        if (cached == null || !cached.issuer.equals(issuer)) {
            cached = new IssuerJwks(
                    issuer,
                    new CachedDocument<>(
                            settings,
                            settings.endpoints().baseUrl(),
                            new Source(issuer),
                            clock,
                            RequestObservers.NONE));
            current = cached;
        }
        return cached.document;
    }

    private final class Source implements DocumentSource<JwkSet> {

        private final String issuer;

        Source(String issuer) {
            this.issuer = issuer;
        }

        /** Returns a copy without an {@code ETag}, because the next load may use another URL of the JWKS. */
        @Override
        public DocumentCopy<JwkSet> load(@Nullable DocumentCopy<JwkSet> previous) {
            JwkSet keys = loader.apply(issuer);
            Instant now = clock.instant();
            Duration lifetime = keys.lifetime().compareTo(MIN_LIFETIME) < 0 ? MIN_LIFETIME : keys.lifetime();
            return new DocumentCopy<>(keys, null, "", now.plus(lifetime), now.plus(staleTime))
                    .freshAtLeastUntil(now.plus(lifetime));
        }

        @Override
        public void onStaleCopyUsed(DocumentCopy<JwkSet> copy, RuntimeException failure) {
            StaleCopyWarning.log(settings, "the JWKS of " + LogSanitizer.sanitize(issuer), copy, failure);
        }

        @Override
        public boolean affectsOtherCallers(RuntimeException failure) {
            return failure instanceof JwksUnavailableException;
        }

        @Override
        public boolean isTransient(RuntimeException failure) {
            return failure instanceof JwksUnavailableException;
        }
    }
}
