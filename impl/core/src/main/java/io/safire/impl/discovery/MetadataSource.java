package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.impl.config.Origin;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.event.Outcomes;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.ReadTurn;
import io.safire.impl.transport.ServerClock;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.UnreadableJsonException;
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
 * A cache for the SMART configuration of a server. It uses a copy as long as the server allows, and for a limited time
 * longer if it cannot load a new one. Concurrent callers share one request. For three seconds, the cache remembers that
 * the server is unreachable; it does not remember unusable responses.
 */
public final class MetadataSource {

    private static final Logger LOG = System.getLogger(MetadataSource.class.getName());
    private static final Duration WITHOUT_ENDPOINT = Duration.ofSeconds(3);
    /** The time between requests to a failing server while a stale copy is used. */
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(30);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Clock clock;
    private final ServerClock serverClock;
    private final URI address;
    private final ReadTurn turn;
    private final RequestObserver observer;
    private final AtomicReference<@Nullable DocumentCopy<SmartMetadata>> copy = new AtomicReference<>();
    private volatile Instant lastRead = Instant.MIN;

    public MetadataSource(
            ServerSettings settings, HttpCalls calls, Clock clock, ServerClock serverClock, RequestObserver observer) {
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
        this.serverClock = serverClock;
        this.observer = observer;
        this.address = address(settings.addresses().baseUrl());
        this.turn = new ReadTurn(settings, address, clock, observer, NetworkFailures::unreachable);
    }

    /** Returns the URL of the SMART configuration for a FHIR base URL. */
    static URI address(URI baseUrl) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/.well-known/smart-configuration");
    }

    public SmartMetadata metadata() {
        try {
            return turn.read(() -> kept(DocumentCopy::freshUntil), Optional::empty, this::readAnew);
        } catch (TransportFailure tooLong) {
            // another caller is still loading it
            return kept(DocumentCopy::usableUntil).orElseThrow(() -> NetworkFailures.unreadDocument(settings, tooLong));
        }
    }

    /** Returns the last copy, even if it has expired, without sending a request. */
    Optional<SmartMetadata> known() {
        return Optional.ofNullable(copy.get()).map(DocumentCopy::document);
    }

    /**
     * Marks the copy as stale after its content proved wrong, so that the next call loads the whole document. It has no
     * effect within {@code metadata-reread-interval} of the last load, so that repeated error responses do not cause
     * one load each.
     */
    void doubt() {
        DocumentCopy<SmartMetadata> current = copy.get();
        Instant now = clock.instant();
        Instant earliest = lastRead.equals(Instant.MIN)
                ? lastRead
                : lastRead.plus(settings.metadata().rereadInterval());
        if (current != null && !now.isBefore(earliest)) {
            copy.compareAndSet(current, current.outdated(now));
        }
    }

    private Optional<SmartMetadata> kept(Function<DocumentCopy<SmartMetadata>, Instant> end) {
        return Optional.ofNullable(copy.get())
                .filter(kept -> clock.instant().isBefore(end.apply(kept)))
                .map(DocumentCopy::document);
    }

    private SmartMetadata readAnew() {
        DocumentCopy<SmartMetadata> current = copy.get();
        DocumentCopy<SmartMetadata> next;
        try {
            next = Outcomes.watched(observer, settings.name(), SmartRequest.DISCOVERY, () -> fetched(current));
        } catch (SmartException failed) {
            next = outdated(current, failed);
        }
        copy.set(next);
        return next.document();
    }

    /**
     * Returns the stale copy if the failure is transient and the copy may still be used; otherwise throws the failure.
     */
    private DocumentCopy<SmartMetadata> outdated(@Nullable DocumentCopy<SmartMetadata> current, SmartException failed) {
        Instant now = clock.instant();
        if (current == null || !now.isBefore(current.usableUntil()) || !mayPass(failed)) {
            throw failed;
        }
        LOG.log(
                Level.WARNING,
                Message.STALE_METADATA.of(
                        settings.name(),
                        current.usableUntil(),
                        settings.key(Setting.METADATA_STALE_IF_ERROR),
                        failed.getMessage()));
        return current.freshUntil(now.plus(NEXT_ATTEMPT));
    }

    /** Returns whether the failure is transient: no usable response, status 429, or a status of 500 or higher. */
    private static boolean mayPass(SmartException failed) {
        int status =
                failed instanceof DiscoveryException refused ? refused.status().orElse(0) : 0;
        return status == 0 || status == 429 || status >= 500;
    }

    private DocumentCopy<SmartMetadata> fetched(@Nullable DocumentCopy<SmartMetadata> current) {
        @Nullable String etag = current == null ? null : current.etag();
        lastRead = clock.instant();
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, etag));
        } catch (TransportFailure transport) {
            throw NetworkFailures.unreadDocument(settings, transport);
        }
        Instant now = clock.instant();
        DocumentCopy<SmartMetadata> next = DocumentCopy.of(answer, current, this::parsed, settings.metadata(), now);
        if (isOfTokenEndpoint(answer, next.document())) {
            serverClock.learn(answer);
        }
        return namesNoEndpoint(next.document()) ? next.usableUntil(now.plus(WITHOUT_ENDPOINT)) : next;
    }

    /**
     * Returns whether the response comes from the origin of the token endpoint. Client assertions need the clock of the
     * authorization server, which can differ from that of the FHIR server.
     */
    private boolean isOfTokenEndpoint(HttpAnswer answer, SmartMetadata metadata) {
        return Optional.ofNullable(settings.addresses().tokenEndpoint())
                .or(metadata::tokenEndpoint)
                .filter(endpoint -> Origin.same(endpoint, answer.from()))
                .isPresent();
    }

    /**
     * Returns whether a document names no endpoint, such as an error response with status 200, which must not be cached
     * for long.
     */
    private static boolean namesNoEndpoint(SmartMetadata metadata) {
        return metadata.tokenEndpoint().isEmpty()
                && metadata.authorizationEndpoint().isEmpty();
    }

    private SmartMetadata parsed(HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw refused(answer);
        }
        try {
            return new SmartMetadata(settings.addresses().baseUrl(), JsonDocument.read(answer.body()));
        } catch (UnreadableJsonException unreadable) {
            String description = "response is not a usable JSON object: " + unreadable.what();
            throw new DiscoveryException(
                    settings.name(),
                    Message.UNUSABLE_METADATA.of(settings.name(), address, description, settings.key(Setting.BASE_URL)),
                    address,
                    0,
                    description);
        }
    }

    private DiscoveryException refused(HttpAnswer answer) {
        return new DiscoveryException(
                settings.name(),
                Message.NOT_DISCOVERED.of(settings.name(), address, answer.status(), settings.key(Setting.BASE_URL)),
                address,
                answer.status(),
                "HTTP " + answer.status());
    }
}
