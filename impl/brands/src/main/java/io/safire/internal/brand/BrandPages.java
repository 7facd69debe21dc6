package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.internal.brand.PageLinks.NextPage;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.InvalidJsonException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One load of all pages of a bundle. */
final class BrandPages {

    private final ServerSettings settings;
    private final BrandErrors errors;
    private final URI address;
    private final PageRequest request;
    private final BrandBundleReader reader;
    private final PageLinks links;
    private final List<Page> furtherPages = new ArrayList<>();
    private final int limit;
    private int remaining;
    private boolean complete = true;

    /** A request for a page, without a credential. */
    @FunctionalInterface
    interface PageRequest {
        InboundResponse send(URI page, @Nullable String etag, int limit);
    }

    /** A page after the first page. */
    record Page(URI address, @Nullable String etag) {}

    BrandPages(ServerSettings settings, BrandErrors errors, URI address, PageRequest request, Clock clock) {
        this.settings = settings;
        this.errors = errors;
        this.address = address;
        this.request = request;
        this.limit = settings.http().brandBundleLimit();
        this.remaining = limit;
        this.reader = new BrandBundleReader(limit, address, settings.endpoints().urlPolicy());
        this.links = new PageLinks(address, settings.endpoints().urlPolicy(), clock);
    }

    List<Page> furtherPages() {
        return List.copyOf(furtherPages);
    }

    /** Returns whether all pages that may be read could be read. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Reads the first page, and loads the others.
     *
     * @param isFatal the test whether a failure of a further page is thrown. After any other failure, the result
     *     contains the earlier pages and a finding
     */
    BrandBundle read(InboundResponse first, Predicate<SmartException> isFatal) {
        try {
            Optional<URI> next = nextPage(first.uri(), readPage(address, first));
            while (next.isPresent()) {
                next = readNext(next.get(), isFatal);
            }
            return reader.toBundle();
        } catch (BrandsTooLargeException large) {
            throw errors.tooLarge(address, large.reason());
        }
    }

    private Optional<URI> readNext(URI page, Predicate<SmartException> isFatal) {
        try {
            InboundResponse response = request.send(page, null, remaining);
            FhirObject members = readPage(page, response);
            furtherPages.add(new Page(page, response.header("etag").orElse(null)));
            return nextPage(response.uri(), members);
        } catch (DiscoveryException | NetworkException failure) {
            if (isFatal.test(failure)) {
                throw failure;
            }
            complete = false;
            reportMissingPages(failure.failure());
            return Optional.empty();
        }
    }

    private FhirObject readPage(URI page, InboundResponse response) {
        if (!response.isSuccess()) {
            throw errors.ofStatus(page, response);
        }
        remaining -= response.body().length;
        if (remaining < 0) {
            throw BrandsTooLargeException.ofTransfer(limit);
        }
        try {
            return reader.readPage(response.body())
                    .orElseThrow(() -> errors.notABundle(page, "response is not a FHIR Bundle"));
        } catch (InvalidJsonException unreadable) {
            throw errors.notABundle(page, "response is not a usable JSON object: " + unreadable.reason());
        }
    }

    private Optional<URI> nextPage(URI current, FhirObject page) {
        NextPage next = links.next(current, page);
        next.obstacles().forEach(this::reportMissingPages);
        return next.address();
    }

    private void reportMissingPages(Object reason) {
        reader.add(BrandMessage.PAGES_MISSING
                .finding(1 + furtherPages.size(), reason, settings.key(Setting.ENDPOINT_HOSTS))
                .withMember("Bundle.link"));
    }
}
