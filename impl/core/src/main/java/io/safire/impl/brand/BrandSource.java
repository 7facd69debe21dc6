package io.safire.impl.brand;

import io.safire.brand.BrandBundle;
import io.safire.error.DiscoveryException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.discovery.DocumentCopy;
import io.safire.impl.message.Message;
import io.safire.impl.transport.GuardedCalls;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.ReadTurn;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.UnreadableJsonException;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cached bundle of one address. It is cached as long as the publisher allows, and then revalidated with its {@code ETag}.
 * Each address has its own circuit breaker, so that an unresponsive address does not affect others.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#caching-brand-bundles">SMART App Launch 2.2.0, caching
 *     brand bundles</a>
 */
final class BrandSource {

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Clock clock;
    private final URI address;
    private final String origin;
    private final ReadTurn turn;
    private volatile @Nullable DocumentCopy<BrandBundle> copy;

    /**
     * Creates an empty cache entry without sending a request.
     *
     * @param origin the metadata field or method that the address comes from, for messages
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
        this.turn = new ReadTurn(settings, address, clock, observer, NetworkFailures::unreachable);
    }

    BrandBundle bundle() {
        try {
            return turn.read(this::fresh, Optional::empty, this::readAnew);
        } catch (TransportFailure tooLong) {
            throw NetworkFailures.exception(settings, tooLong, origin);
        }
    }

    private Optional<BrandBundle> fresh() {
        return Optional.ofNullable(copy)
                .filter(kept -> clock.instant().isBefore(kept.freshUntil()))
                .map(DocumentCopy::document);
    }

    private BrandBundle readAnew() {
        DocumentCopy<BrandBundle> current = copy;
        @Nullable String etag = current == null ? null : current.etag();
        int limit = settings.http().brandBundleLimit();
        HttpAnswer answer;
        try {
            answer = calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(address, etag, limit));
        } catch (TransportFailure transport) {
            throw NetworkFailures.exception(settings, transport, origin);
        }
        DocumentCopy<BrandBundle> next =
                DocumentCopy.of(answer, current, this::parsed, settings.metadata(), clock.instant());
        copy = next;
        return next.document();
    }

    private BrandBundle parsed(HttpAnswer answer) {
        int limit = settings.http().brandBundleLimit();
        String where = HttpTransport.withoutQuery(address);
        if (!answer.isSuccess()) {
            String message = Message.BRANDS_REFUSED.of(settings.name(), where, answer.status(), origin);
            throw new DiscoveryException(settings.name(), message, address, answer.status(), "HTTP " + answer.status());
        }
        if (answer.body().length > limit) {
            throw tooLarge(where, "response is longer than " + (limit >> 20) + " MiB");
        }
        try {
            return BundleReader.read(
                            answer.body(), limit, address, settings.addresses().rule())
                    .orElseThrow(() -> notABundle(where, "response is not a FHIR Bundle"));
        } catch (UnreadableJsonException unreadable) {
            throw notABundle(where, "response is not a usable JSON object: " + unreadable.what());
        } catch (BrandsTooLargeException large) {
            throw tooLarge(where, large.observed());
        }
    }

    private DiscoveryException tooLarge(String where, String what) {
        String key = settings.key(Setting.BRAND_BUNDLE_LIMIT);
        return unusable(Message.BRANDS_TOO_LONG.of(settings.name(), where, what, key), what);
    }

    private DiscoveryException notABundle(String where, String what) {
        return unusable(Message.UNUSABLE_BRANDS.of(settings.name(), where, what, origin), what);
    }

    private DiscoveryException unusable(String message, String what) {
        return new DiscoveryException(settings.name(), message, address, 0, what);
    }
}
