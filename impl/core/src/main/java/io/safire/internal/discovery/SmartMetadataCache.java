package io.safire.internal.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.event.RequestObservation;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSender.RetryPolicy;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.SingleFlightLoader;
import io.safire.internal.http.TransportException;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.StrictJsonReader;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache for the SMART configuration of a server. It uses a copy for as long as the server allows, and for a limited
 * additional time if no new copy can be loaded. Concurrent callers share one request. If the server is unreachable,
 * this failure is cached for three seconds; unusable responses are not cached.
 */
public final class SmartMetadataCache {

    private static final Logger LOG = System.getLogger(SmartMetadataCache.class.getName());
    private static final Duration LIFETIME_WITHOUT_ENDPOINTS = Duration.ofSeconds(3);
    /** The time between requests to a failing server while a stale copy is used. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

    private final ServerSettings settings;
    private final HttpSender sender;
    private final Clock clock;
    private final ServerClock serverClock;
    private final URI address;
    private final SingleFlightLoader loader;
    private final RequestObserver observer;
    private final AtomicReference<@Nullable CachedDocument<SmartMetadata>> copy = new AtomicReference<>();
    private volatile Instant lastLoad = Instant.MIN;

    public SmartMetadataCache(
            ServerSettings settings,
            HttpSender sender,
            Clock clock,
            ServerClock serverClock,
            RequestObserver observer) {
        this.settings = settings;
        this.sender = sender;
        this.clock = clock;
        this.serverClock = serverClock;
        this.observer = observer;
        this.address = address(settings.endpoints().baseUrl());
        this.loader = new SingleFlightLoader(settings, address, clock, observer, NetworkExceptions::isUnreachable);
    }

    /** Returns the URL of the SMART configuration for a FHIR base URL. */
    static URI address(URI baseUrl) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/.well-known/smart-configuration");
    }

    public SmartMetadata metadata() {
        try {
            return loader.load(() -> findCached(CachedDocument::freshUntil), Optional::empty, this::reload);
        } catch (TransportException timeout) {
            // another caller is still loading it
            return findCached(CachedDocument::usableUntil)
                    .orElseThrow(() -> NetworkExceptions.documentNotLoaded(settings, timeout));
        }
    }

    /** Returns the last copy, even if it has expired, without sending a request. */
    Optional<SmartMetadata> lastMetadata() {
        return Optional.ofNullable(copy.get()).map(CachedDocument::document);
    }

    /**
     * Marks the copy as stale because its content has turned out to be wrong, so that the next call loads the whole
     * document. This method has no effect within {@code metadata-refresh-interval} of the last load, so that not every
     * error response causes a load.
     */
    void markStale() {
        CachedDocument<SmartMetadata> current = copy.get();
        Instant now = clock.instant();
        Instant earliest = lastLoad.equals(Instant.MIN)
                ? lastLoad
                : lastLoad.plus(settings.metadata().rereadInterval());
        if (current != null && !now.isBefore(earliest)) {
            copy.compareAndSet(current, current.asStale(now));
        }
    }

    private Optional<SmartMetadata> findCached(Function<CachedDocument<SmartMetadata>, Instant> end) {
        return Optional.ofNullable(copy.get())
                .filter(document -> clock.instant().isBefore(end.apply(document)))
                .map(CachedDocument::document);
    }

    private SmartMetadata reload() {
        CachedDocument<SmartMetadata> current = copy.get();
        CachedDocument<SmartMetadata> next;
        try {
            next = RequestObservation.observe(observer, settings.name(), SmartRequest.DISCOVERY, () -> fetch(current));
        } catch (SmartException failure) {
            next = staleCopy(current, failure);
        }
        copy.set(next);
        return next.document();
    }

    /**
     * Returns the stale copy if the failure is transient and the copy may still be used; otherwise throws the failure.
     */
    private CachedDocument<SmartMetadata> staleCopy(
            @Nullable CachedDocument<SmartMetadata> current, SmartException failure) {
        Instant now = clock.instant();
        if (current == null || !now.isBefore(current.usableUntil()) || !isTransient(failure)) {
            throw failure;
        }
        LOG.log(
                Level.WARNING,
                Message.STALE_METADATA.format(
                        settings.name(),
                        current.usableUntil(),
                        settings.key(Setting.METADATA_STALE_IF_ERROR),
                        failure.getMessage()));
        return current.freshUntil(now.plus(RETRY_DELAY));
    }

    /** Returns whether the failure is transient: no usable response, status 429, or a status of 500 or higher. */
    private static boolean isTransient(SmartException failure) {
        int status =
                failure instanceof DiscoveryException refused ? refused.status().orElse(0) : 0;
        return status == 0 || status == 429 || status >= 500;
    }

    private CachedDocument<SmartMetadata> fetch(@Nullable CachedDocument<SmartMetadata> current) {
        @Nullable String etag = current == null ? null : current.etag();
        lastLoad = clock.instant();
        InboundResponse response;
        try {
            response = sender.send(RetryPolicy.ON_TRANSIENT_FAILURE, () -> OutboundRequest.get(address, etag));
        } catch (TransportException transport) {
            throw NetworkExceptions.documentNotLoaded(settings, transport);
        }
        Instant now = clock.instant();
        CachedDocument<SmartMetadata> next =
                CachedDocument.of(response, current, this::parse, settings.metadata(), now);
        if (isFromTokenEndpointOrigin(response, next.document())) {
            serverClock.learn(response);
        }
        return hasNoEndpoint(next.document()) ? next.usableUntil(now.plus(LIFETIME_WITHOUT_ENDPOINTS)) : next;
    }

    /**
     * Returns whether the response comes from the origin of the token endpoint. Only such a response shows the clock of
     * the authorization server, which client assertions need and which can differ from the clock of the FHIR server.
     */
    private boolean isFromTokenEndpointOrigin(InboundResponse response, SmartMetadata metadata) {
        return Optional.ofNullable(settings.endpoints().tokenEndpoint())
                .or(metadata::tokenEndpoint)
                .filter(endpoint -> Origin.isSame(endpoint, response.uri()))
                .isPresent();
    }

    /**
     * Returns whether a document names no endpoint. Such a document may be an error response with status 200, and must
     * not be cached for long.
     */
    private static boolean hasNoEndpoint(SmartMetadata metadata) {
        return metadata.tokenEndpoint().isEmpty()
                && metadata.authorizationEndpoint().isEmpty();
    }

    private SmartMetadata parse(InboundResponse response) {
        if (!response.isSuccess()) {
            throw errorResponse(response);
        }
        try {
            return new SmartMetadata(settings.endpoints().baseUrl(), StrictJsonReader.read(response.body()));
        } catch (InvalidJsonException unreadable) {
            String description = "response is not a usable JSON object: " + unreadable.reason();
            throw new DiscoveryException(
                    settings.name(),
                    Message.UNUSABLE_METADATA.format(
                            settings.name(), address, description, settings.key(Setting.BASE_URL)),
                    address,
                    0,
                    description);
        }
    }

    private DiscoveryException errorResponse(InboundResponse response) {
        return new DiscoveryException(
                settings.name(),
                Message.NOT_DISCOVERED.format(
                        settings.name(), address, response.status(), settings.key(Setting.BASE_URL)),
                address,
                response.status(),
                "HTTP " + response.status());
    }
}
