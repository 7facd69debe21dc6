package io.safire.impl.brand;

import io.safire.brand.BrandBundle;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.discovery.CacheControl;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Bulkhead;
import io.safire.impl.transport.GuardedCalls;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.TransportFailure.Kind;
import io.safire.impl.transport.UnreadableJsonException;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The bundle at one address, kept as long as its publisher allows, then asked for by its ETag. It has a breaker of its
 * own: an address that does not answer is left alone for a while, and no other.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#caching-brand-bundles">SMART App Launch 2.2.0,
 *     caching brand bundles</a>
 */
final class BrandSource {

    /** A crowd of callers must not wait one after the other for a publisher that does not answer. */
    private static final Duration UNREACHABLE = Duration.ofSeconds(3);

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Clock clock;
    private final URI address;
    private final String origin;
    private final Bulkhead turn;
    private volatile @Nullable Copy copy;
    private volatile @Nullable Failure failure;

    private record Copy(BrandBundle bundle, @Nullable String etag, String cacheControl, Instant freshUntil) {}

    private record Failure(NetworkException exception, Instant until) {}

    /**
     * Sends nothing yet.
     *
     * @param origin what the address stands in, for messages
     */
    BrandSource(
            ServerSettings settings,
            HttpCalls calls,
            Clock clock,
            RequestObserver observer,
            URI address,
            String origin) {
        this.settings = settings;
        this.calls = new GuardedCalls(settings, calls, clock, observer);
        this.clock = clock;
        this.address = address;
        this.origin = origin;
        HttpSettings http = settings.http();
        this.turn = new Bulkhead(
                1, http.connectTimeout().plus(http.readTimeout()), wait -> observer.waited(settings.name(), wait));
    }

    BrandBundle bundle() {
        Copy current = copy;
        return current != null && clock.instant().isBefore(current.freshUntil) ? current.bundle : read();
    }

    private BrandBundle read() {
        try {
            return turn.within(address, this::readAlone);
        } catch (TransportFailure tooLong) {
            throw NetworkFailures.exception(
                    settings, new TransportFailure(Kind.TIMEOUT, "Timed out behind another caller", address), origin);
        }
    }

    private BrandBundle readAlone() {
        Copy current = copy;
        Instant now = clock.instant();
        if (current != null && now.isBefore(current.freshUntil)) {
            return current.bundle;
        }
        Failure recent = failure;
        if (recent != null && now.isBefore(recent.until)) {
            throw recent.exception;
        }
        Copy fresh = fetched(current);
        copy = fresh;
        return fresh.bundle;
    }

    private Copy fetched(@Nullable Copy current) {
        @Nullable String etag = current == null ? null : current.etag;
        int limit = settings.http().brandBundleLimit();
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, etag, limit));
        } catch (TransportFailure transport) {
            NetworkException exception = NetworkFailures.exception(settings, transport, origin);
            if (transport.kind().unreachable()) {
                failure = new Failure(exception, clock.instant().plus(UNREACHABLE));
            }
            throw exception;
        }
        failure = null;
        String cacheControl = CacheControl.of(answer, current == null ? "" : current.cacheControl);
        Instant freshUntil = clock.instant()
                .plus(CacheControl.lifetime(cacheControl, settings.metadata().lifetime()));
        if (answer.status() == 304 && current != null) {
            return new Copy(current.bundle, current.etag, cacheControl, freshUntil);
        }
        return new Copy(parsed(answer, limit), answer.header("etag").orElse(null), cacheControl, freshUntil);
    }

    private BrandBundle parsed(HttpAnswer answer, int limit) {
        String where = HttpTransport.withoutQuery(address);
        if (!answer.isSuccess()) {
            String message = Message.BRANDS_REFUSED.of(settings.name(), where, answer.status(), origin);
            throw new DiscoveryException(settings.name(), message, address, answer.status(), "HTTP " + answer.status());
        }
        if (answer.body().length > limit) {
            int most = limit >> 20;
            String message =
                    Message.BRANDS_TOO_LONG.of(settings.name(), where, most, settings.key(Setting.BRAND_BUNDLE_LIMIT));
            throw unusable(message, "response is longer than " + most + " MiB");
        }
        try {
            return BundleReader.read(
                            answer.body(), limit, address, settings.addresses().rule())
                    .orElseThrow(() -> notABundle(where, "response is not a FHIR Bundle"));
        } catch (UnreadableJsonException unreadable) {
            throw notABundle(where, "response is not a usable JSON object: " + unreadable.what());
        }
    }

    private DiscoveryException notABundle(String where, String what) {
        return unusable(Message.UNUSABLE_BRANDS.of(settings.name(), where, what, origin), what);
    }

    private DiscoveryException unusable(String message, String what) {
        return new DiscoveryException(settings.name(), message, address, 0, what);
    }
}
