package io.safire.internal.bulk;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static java.util.Objects.requireNonNull;

import io.safire.bulk.BulkFile;
import io.safire.bulk.BulkManifest;
import io.safire.diagnosis.Finding;
import io.safire.internal.bulk.AuthorizedRequests.Draft;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.InvalidJsonException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reader of a manifest, which follows the links to its further pages. */
final class ManifestReader {

    private static final int MAX_PAGES = 1000;
    private static final int MAX_FILES = 100_000;
    /** A limit for the memory of URLs: 128 MiB, which are more than 1,000 characters for each of the files. */
    private static final long MAX_TOTAL_BYTES = 128L << 20;

    private static final int OK = 200;
    private static final int IN_PROGRESS = 202;

    private final AuthorizedRequests requests;
    private final BulkErrors errors;
    private final Set<URI> addresses = new HashSet<>();
    private final List<BulkFile> output = new ArrayList<>();
    private final List<BulkFile> deleted = new ArrayList<>();
    private final List<BulkFile> outcome = new ArrayList<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private @Nullable ManifestPage firstPage;
    private long totalBytes;

    /**
     * The pages that the server has published so far.
     *
     * @param last the last response; its status is 200 if the manifest is complete
     */
    record Published(BulkManifest manifest, InboundResponse last) {

        boolean isComplete() {
            return last.isSuccess() && last.status() != IN_PROGRESS;
        }
    }

    ManifestReader(AuthorizedRequests requests, BulkErrors errors) {
        this.requests = requests;
        this.errors = errors;
    }

    /**
     * @param first the response of the status URL, with a manifest
     */
    Published read(URI statusUrl, InboundResponse first) {
        try {
            addresses.add(statusUrl);
            InboundResponse last = first;
            Optional<URI> next = add(first);
            while (next.isPresent() && last.isSuccess()) {
                last = load(next.get());
                next = hasManifest(last) ? add(last) : Optional.empty();
            }
            return new Published(
                    manifest(requireNonNull(firstPage), first), first.status() == IN_PROGRESS ? first : last);
        } catch (UnusableManifestException unusable) {
            throw errors.unusableManifest(unusable.reason());
        } catch (InvalidJsonException unreadable) {
            throw errors.unusableManifest("it is not a usable JSON object (" + unreadable.reason() + ")");
        }
    }

    static boolean hasManifest(InboundResponse response) {
        return response.status() == OK || response.status() == IN_PROGRESS && looksLikeManifest(response);
    }

    /** Returns false for a response with 202 whose body describes the progress in another form. */
    private static boolean looksLikeManifest(InboundResponse response) {
        try {
            return response.json(AuthorizedRequests.MAX_BODY_BYTES, Set.of())
                    .members()
                    .containsKey("output");
        } catch (InvalidJsonException otherForm) {
            return false;
        }
    }

    private InboundResponse load(URI address) {
        if (!addresses.add(address) || addresses.size() > MAX_PAGES) {
            throw new UnusableManifestException("its links form a cycle, or lead to more than " + MAX_PAGES + " pages");
        }
        InboundResponse response = requests.send(Draft.get(address, "application/json"));
        if (!response.isSuccess() && !response.isTransientFailure()) {
            throw errors.statusRefused(response);
        }
        return response;
    }

    private Optional<URI> add(InboundResponse response) {
        ManifestPage page = new ManifestPage(
                response.json(AuthorizedRequests.MAX_BODY_BYTES, Set.of()).members(), response.uri());
        if (!page.has("output")) {
            throw new UnusableManifestException("it has no member output");
        }
        firstPage = firstPage == null ? page : firstPage;
        output.addAll(page.files("output"));
        deleted.addAll(page.files("deleted"));
        outcome.addAll(page.files("error"));
        outcome.addAll(page.files("outcome"));
        if (output.size() + deleted.size() + outcome.size() > MAX_FILES) {
            throw new UnusableManifestException("it has more than " + MAX_FILES + " files");
        }
        totalBytes += response.body().length;
        if (totalBytes > MAX_TOTAL_BYTES) {
            throw new UnusableManifestException("its pages have more than " + (MAX_TOTAL_BYTES >> 20) + " MiB");
        }
        Optional<URI> next = page.next();
        findings.addAll(page.findings());
        return next;
    }

    private BulkManifest manifest(ManifestPage page, InboundResponse first) {
        return BulkManifest.of(
                page.transactionTime(),
                page.requiresAccessToken(),
                output,
                deleted,
                outcome,
                page.text("outputOrganizedBy").orElse(null),
                page.text("request").orElse(null),
                expiresAt(first).orElse(null),
                page.extension(),
                List.copyOf(findings));
    }

    private static Optional<Instant> expiresAt(InboundResponse response) {
        try {
            return response.header("expires").map(text -> ZonedDateTime.parse(text.strip(), RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notDate) {
            return Optional.empty();
        }
    }
}
