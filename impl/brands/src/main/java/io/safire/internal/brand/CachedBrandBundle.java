package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.document.CachedDocument;
import io.safire.internal.document.DocumentCopy;
import io.safire.internal.document.DocumentSource;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.http.GuardedSender;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cached bundle of one address. The bundle is cached as long as the publisher allows, and is then revalidated with
 * its {@code ETag}. Each address has its own circuit breaker, so that an unresponsive address does not affect other
 * addresses.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#caching-brand-bundles">SMART App Launch 2.2.0, caching
 *     brand bundles</a>
 */
final class CachedBrandBundle implements DocumentSource<BrandBundle> {

    /** The time for which a bundle is used if one of its pages could not be read. */
    private static final Duration INCOMPLETE_LIFETIME = Duration.ofSeconds(30);

    private static final int NOT_MODIFIED = 304;

    private final ServerSettings settings;
    private final HttpSender sender;
    private final Clock clock;
    private final URI address;
    private final String addressSource;
    private final CachedDocument<BrandBundle> document;
    /** The pages of the cached bundle after the first page. Only the caller that loads the bundle uses this field. */
    private List<BrandPages.Page> furtherPages = List.of();
    /** True if the cached bundle contains all pages that may be read. */
    private boolean complete = true;

    /**
     * This constructor sends no request.
     *
     * @param addressSource the metadata member or method that supplies the address, for messages
     */
    CachedBrandBundle(
            ServerSettings settings,
            HttpSender calls,
            Clock clock,
            RequestObserver observer,
            URI address,
            String addressSource) {
        this.settings = settings;
        this.sender = new GuardedSender(settings, calls, clock, observer);
        this.clock = clock;
        this.address = address;
        this.addressSource = addressSource;
        this.document = new CachedDocument<>(settings, address, this, clock, observer);
    }

    BrandBundle bundle() {
        try {
            return document.get();
        } catch (TransportException timeout) {
            throw NetworkExceptions.from(settings, timeout, addressSource);
        }
    }

    @Override
    public DocumentCopy<BrandBundle> load(@Nullable DocumentCopy<BrandBundle> previous) {
        int limit = settings.http().brandBundleLimit();
        InboundResponse first = send(address, previous == null ? null : previous.etag(), limit);
        if (previous != null && first.status() == NOT_MODIFIED && !(complete && areUnchanged(furtherPages))) {
            first = send(address, null, limit);
        }
        boolean hasUsableCopy = previous != null && clock.instant().isBefore(previous.usableUntil());
        DocumentCopy<BrandBundle> copy = DocumentCopy.of(
                first, previous, response -> read(response, hasUsableCopy), settings.metadata(), clock.instant());
        return complete ? copy : copy.limitedTo(clock.instant().plus(INCOMPLETE_LIFETIME));
    }

    @Override
    public void onStaleCopyUsed(DocumentCopy<BrandBundle> copy, RuntimeException failure) {
        StaleCopyWarning.log(settings, "the brands from " + HttpTransport.withoutQuery(address), copy, failure);
    }

    private BrandBundle read(InboundResponse first, boolean hasUsableCopy) {
        BrandErrors errors = new BrandErrors(settings, addressSource);
        BrandPages pages = new BrandPages(settings, errors, address, this::send, clock);
        BrandBundle bundle = pages.read(first, failure -> hasUsableCopy && isTransient(failure));
        furtherPages = pages.furtherPages();
        complete = pages.isComplete();
        return bundle;
    }

    /**
     * Returns true if all pages are unchanged. If the requests take too long, returns false, so that the whole bundle
     * is loaded again.
     */
    private boolean areUnchanged(List<BrandPages.Page> pages) {
        Instant end = clock.instant().plus(PageLinks.MAX_TIME);
        return pages.stream().allMatch(page -> clock.instant().isBefore(end) && isUnchanged(page));
    }

    private boolean isUnchanged(BrandPages.Page page) {
        int limit = settings.http().brandBundleLimit();
        return page.etag() != null && send(page.address(), page.etag(), limit).status() == NOT_MODIFIED;
    }

    private InboundResponse send(URI page, @Nullable String etag, int limit) {
        try {
            return sender.send(OutboundRequest.get(page, etag, limit));
        } catch (TransportException transport) {
            throw NetworkExceptions.from(settings, transport, addressSource);
        }
    }
}
