package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.DiscoveryException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.document.CachedDocument;
import io.safire.internal.document.DocumentCopy;
import io.safire.internal.document.DocumentSource;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.http.CurlCommand;
import io.safire.internal.http.GuardedSender;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.http.TransportException;
import io.safire.internal.text.InvalidJsonException;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
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

    private final ServerSettings settings;
    private final HttpSender sender;
    private final Clock clock;
    private final URI address;
    private final String addressSource;
    private final CachedDocument<BrandBundle> document;

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
        @Nullable String etag = previous == null ? null : previous.etag();
        int limit = settings.http().brandBundleLimit();
        InboundResponse response;
        try {
            response = sender.send(OutboundRequest.get(address, etag, limit));
        } catch (TransportException transport) {
            throw NetworkExceptions.from(settings, transport, addressSource);
        }
        return DocumentCopy.of(response, previous, this::parse, settings.metadata(), clock.instant());
    }

    @Override
    public void onStaleCopyUsed(DocumentCopy<BrandBundle> copy, RuntimeException failure) {
        StaleCopyWarning.log(settings, "the brands from " + HttpTransport.withoutQuery(address), copy, failure);
    }

    private BrandBundle parse(InboundResponse response) {
        int limit = settings.http().brandBundleLimit();
        String url = HttpTransport.withoutQuery(address);
        if (!response.isSuccess()) {
            throw errorResponse(url, response);
        }
        if (response.body().length > limit) {
            throw tooLarge(url, "response is longer than " + (limit >> 20) + " MiB");
        }
        try {
            return BrandBundleReader.read(
                            response.body(),
                            limit,
                            address,
                            settings.endpoints().urlPolicy())
                    .orElseThrow(() -> notABundle(url, "response is not a FHIR Bundle"));
        } catch (InvalidJsonException unreadable) {
            throw notABundle(url, "response is not a usable JSON object: " + unreadable.reason());
        } catch (BrandsTooLargeException large) {
            throw tooLarge(url, large.reason());
        }
    }

    private DiscoveryException errorResponse(String url, InboundResponse response) {
        int status = response.status();
        Finding cause = StatusCauses.ofDocument(settings, response, address, addressSource, Step.DISCOVERY);
        return new DiscoveryException(
                BrandMessage.BRANDS_REFUSED.formatWithCauses(settings.name(), List.of(cause), url, status),
                address,
                status,
                "HTTP " + status);
    }

    private DiscoveryException tooLarge(String url, String reason) {
        String key = settings.key(Setting.BRAND_BUNDLE_LIMIT);
        return unusable(BrandMessage.BRAND_BUNDLE_TOO_LARGE.format(settings.name(), url, reason, key), reason);
    }

    private DiscoveryException notABundle(String url, String reason) {
        return unusable(
                BrandMessage.UNUSABLE_BRANDS.format(
                        settings.name(), url, reason, addressSource, CurlCommand.of(address)),
                reason);
    }

    private DiscoveryException unusable(Failure failure, String reason) {
        return new DiscoveryException(failure, address, 0, reason);
    }
}
