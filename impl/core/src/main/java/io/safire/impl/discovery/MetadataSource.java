package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
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
 * The SMART configuration of a server, kept as long as the server allows, and for a while longer when it cannot be read
 * again. One caller reads; that the server cannot be reached is remembered for seconds, an answer that cannot be used is not.
 */
public final class MetadataSource {

    private static final Logger LOG = System.getLogger(MetadataSource.class.getName());
    private static final Duration WITHOUT_ENDPOINT = Duration.ofSeconds(3);
    /** With an outdated copy at hand, nobody has to wait for a server in trouble more often than this. */
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(30);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Clock clock;
    private final URI address;
    private final ReadTurn turn;
    private final RequestObserver observer;
    private final AtomicReference<@Nullable DocumentCopy<SmartMetadata>> copy = new AtomicReference<>();
    private volatile Instant lastRead = Instant.MIN;

    public MetadataSource(ServerSettings settings, HttpCalls calls, Clock clock, RequestObserver observer) {
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
        this.observer = observer;
        this.address = address(settings.addresses().baseUrl());
        this.turn = new ReadTurn(settings, address, clock, observer, NetworkFailures::unreachable);
    }

    /** The address below which a FHIR base has its SMART configuration. */
    static URI address(URI baseUrl) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/.well-known/smart-configuration");
    }

    public SmartMetadata metadata() {
        try {
            return turn.read(() -> kept(DocumentCopy::freshUntil), Optional::empty, this::readAnew);
        } catch (TransportFailure tooLong) {
            // somebody else is still reading it again
            return kept(DocumentCopy::usableUntil).orElseThrow(() -> NetworkFailures.unreadDocument(settings, tooLong));
        }
    }

    /** The last copy, however old; nothing is sent. */
    Optional<SmartMetadata> known() {
        return Optional.ofNullable(copy.get()).map(DocumentCopy::document);
    }

    /**
     * Has the next call read the whole document again, since what it said was seen to be wrong. A server that refuses for
     * another reason is not read with each refusal.
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

    /** The copy there is, if the failure may pass and the copy may be used meanwhile. */
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

    /** Whether the server or the way to it is in trouble; with another status it means what it says. */
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
        return namesNoEndpoint(next.document()) ? next.usableUntil(now.plus(WITHOUT_ENDPOINT)) : next;
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
