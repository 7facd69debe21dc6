package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.event.Outcomes;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Bulkhead;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.TransportFailure.Kind;
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
import org.jspecify.annotations.Nullable;

/**
 * The SMART configuration of a server, kept as long as the server allows, and for a while longer when it cannot be read
 * again. That the server cannot be reached is remembered for seconds, so that a crowd of callers does not wait one after
 * the other, and after that one of them tries again while the others are told at once; an answer that cannot be used is not
 * remembered.
 */
public final class MetadataSource {

    private static final Logger LOG = System.getLogger(MetadataSource.class.getName());
    private static final Duration UNREACHABLE = Duration.ofSeconds(3);
    /** With an outdated copy at hand, nobody has to wait for a server in trouble more often than this. */
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(30);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Clock clock;
    private final URI address;
    private final Bulkhead turn;
    private final RequestObserver observer;
    private final AtomicReference<@Nullable MetadataCopy> copy = new AtomicReference<>();
    private volatile @Nullable Failure failure;
    private volatile Instant lastRead = Instant.MIN;

    private record Failure(SmartException exception, Instant until) {}

    public MetadataSource(ServerSettings settings, HttpCalls calls, Clock clock, RequestObserver observer) {
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
        this.observer = observer;
        this.address = address(settings.addresses().baseUrl());
        this.turn = new Bulkhead(
                1,
                settings.http().connectTimeout().plus(settings.http().readTimeout()),
                wait -> observer.waited(settings.name(), wait));
    }

    /** The address below which a FHIR base has its SMART configuration. */
    static URI address(URI baseUrl) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/.well-known/smart-configuration");
    }

    public SmartMetadata metadata() {
        MetadataCopy current = copy.get();
        return current != null && current.isFresh(clock.instant()) ? current.metadata() : read();
    }

    /** The last copy, however old; nothing is sent. */
    Optional<SmartMetadata> known() {
        return Optional.ofNullable(copy.get()).map(MetadataCopy::metadata);
    }

    /**
     * Has the next call read the whole document again, since what it said was seen to be wrong. A server that refuses for
     * another reason is not read with each refusal.
     */
    void doubt() {
        MetadataCopy current = copy.get();
        Instant now = clock.instant();
        Instant earliest = lastRead.equals(Instant.MIN)
                ? lastRead
                : lastRead.plus(settings.metadata().rereadInterval());
        if (current != null && !now.isBefore(earliest)) {
            copy.compareAndSet(current, current.outdated(now));
        }
    }

    private SmartMetadata read() {
        Failure last = failure;
        if (last != null && turn.isFull()) {
            throw last.exception;
        }
        try {
            return turn.within(address, this::readAlone);
        } catch (TransportFailure tooLong) {
            // somebody else is still reading it again
            MetadataCopy current = copy.get();
            if (current != null && current.isUsable(clock.instant())) {
                return current.metadata();
            }
            throw NetworkFailures.exception(
                    settings, new TransportFailure(Kind.TIMEOUT, "Timed out behind another caller", address));
        }
    }

    private SmartMetadata readAlone() {
        MetadataCopy current = copy.get();
        Instant now = clock.instant();
        if (current != null && current.isFresh(now)) {
            return current.metadata();
        }
        Failure recent = failure;
        if (recent != null && now.isBefore(recent.until)) {
            throw recent.exception;
        }
        MetadataCopy next;
        try {
            next = Outcomes.watched(observer, settings.name(), SmartRequest.DISCOVERY, () -> fetched(current));
            failure = null;
        } catch (SmartException failed) {
            next = outdated(current, failed);
        }
        copy.set(next);
        return next.metadata();
    }

    /** The copy there is, if the failure may pass and the copy may be used meanwhile. */
    private MetadataCopy outdated(@Nullable MetadataCopy current, SmartException failed) {
        Instant now = clock.instant();
        if (current == null || !current.isUsable(now) || !mayPass(failed)) {
            failure = isUnreachable(failed) ? new Failure(failed, now.plus(UNREACHABLE)) : null;
            throw failed;
        }
        failure = null;
        LOG.log(
                Level.WARNING,
                Message.STALE_METADATA.of(
                        settings.name(),
                        current.usableUntil(),
                        settings.key(Setting.METADATA_STALE_IF_ERROR),
                        failed.getMessage()));
        return current.freshUntil(now.plus(NEXT_ATTEMPT));
    }

    /** Whether the server or the way to it is in trouble; with another status it means what it says. */
    private static boolean mayPass(SmartException failed) {
        int status =
                failed instanceof DiscoveryException refused ? refused.status().orElse(0) : 0;
        return status == 0 || status == 429 || status >= 500;
    }

    private static boolean isUnreachable(SmartException failed) {
        return failed.getCause() instanceof TransportFailure transport
                && transport.kind().unreachable();
    }

    private MetadataCopy fetched(@Nullable MetadataCopy current) {
        @Nullable String etag = current == null ? null : current.etag();
        lastRead = clock.instant();
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, etag));
        } catch (TransportFailure transport) {
            throw NetworkFailures.exception(settings, transport);
        }
        boolean unchanged = answer.status() == 304 && current != null;
        SmartMetadata metadata = unchanged ? current.metadata() : parsed(answer);
        String cacheControl = CacheControl.of(answer, current == null ? "" : current.cacheControl());
        Duration lifetime =
                CacheControl.lifetime(cacheControl, settings.metadata().lifetime());
        Duration grace = CacheControl.grace(cacheControl, settings.metadata().staleIfError());
        if (namesNoEndpoint(metadata)) {
            lifetime = lifetime.compareTo(UNREACHABLE) < 0 ? lifetime : UNREACHABLE;
            grace = Duration.ZERO;
        }
        Instant freshUntil = clock.instant().plus(lifetime);
        return new MetadataCopy(
                metadata,
                unchanged ? etag : answer.header("etag").orElse(null),
                cacheControl,
                freshUntil,
                freshUntil.plus(grace));
    }

    /** Such as an error that came as a success, which must not be believed for an hour. */
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
