package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.UnreadableJsonException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SMART configuration of a server, kept as long as the server allows. That the server cannot be reached is remembered
 * for seconds, so that a crowd of callers does not wait one after the other; an answer that cannot be used is not.
 */
public final class MetadataSource {

    private static final Duration UNREACHABLE = Duration.ofSeconds(3);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Clock clock;
    private final URI address;
    private volatile @Nullable Copy copy;
    private volatile @Nullable Failure failure;

    private record Copy(SmartMetadata metadata, @Nullable String etag, Instant freshUntil) {}

    private record Failure(SmartException exception, Instant until) {}

    public MetadataSource(ServerSettings settings, HttpCalls calls, Clock clock) {
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
        this.address = address(settings.addresses().baseUrl());
    }

    /** The address below which a FHIR base has its SMART configuration. */
    static URI address(URI baseUrl) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/.well-known/smart-configuration");
    }

    public SmartMetadata metadata() {
        Copy current = copy;
        return current != null && clock.instant().isBefore(current.freshUntil) ? current.metadata : read();
    }

    /** The last copy, however old; nothing is sent. */
    Optional<SmartMetadata> known() {
        return Optional.ofNullable(copy).map(Copy::metadata);
    }

    private synchronized SmartMetadata read() {
        Copy current = copy;
        Instant now = clock.instant();
        if (current != null && now.isBefore(current.freshUntil)) {
            return current.metadata;
        }
        Failure recent = failure;
        if (recent != null && now.isBefore(recent.until)) {
            throw recent.exception;
        }
        Copy fresh = fetched(current);
        copy = fresh;
        failure = null;
        return fresh.metadata;
    }

    private Copy fetched(@Nullable Copy current) {
        @Nullable String etag = current == null ? null : current.etag;
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, etag));
        } catch (TransportFailure transport) {
            SmartException exception = NetworkFailures.exception(settings, transport);
            boolean unreachable = transport.kind() == TransportFailure.Kind.NOT_CONNECTED
                    || transport.kind() == TransportFailure.Kind.TIMEOUT;
            if (unreachable) {
                failure = new Failure(exception, clock.instant().plus(UNREACHABLE));
            }
            throw exception;
        }
        Instant freshUntil = clock.instant().plus(CacheControl.lifetime(answer, settings.metadataLifetime()));
        if (answer.status() == 304 && current != null) {
            return new Copy(current.metadata, current.etag, freshUntil);
        }
        return new Copy(parsed(answer), answer.header("etag").orElse(null), freshUntil);
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
