package io.safire.internal.bulk;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportState;
import io.safire.bulk.BulkExportStatus;
import io.safire.bulk.BulkFile;
import io.safire.bulk.BulkManifest;
import io.safire.error.NetworkException;
import io.safire.internal.bulk.AuthorizedRequests.Draft;
import io.safire.internal.client.BulkDataProvider.Client;
import io.safire.internal.http.InboundResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An export that the server accepted. */
final class HttpBulkExport implements BulkExport {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CLIENT_ERROR = 400;
    private static final int MAX_NETWORK_FAILURES = 5;
    private static final Duration MAX_LIMIT = Duration.ofDays(3650);

    private final Client client;
    private final AuthorizedRequests requests;
    private final Delays delays;
    private final BulkErrors errors;
    private final BulkExportState state;
    private volatile @Nullable BulkManifest manifest;

    HttpBulkExport(
            Client client, AuthorizedRequests requests, Delays delays, BulkErrors errors, BulkExportState state) {
        this.client = client;
        this.requests = requests;
        this.delays = delays;
        this.errors = errors;
        this.state = state;
    }

    @Override
    public BulkExportState state() {
        return state;
    }

    @Override
    public BulkExportStatus status() {
        return poll(0).status();
    }

    @Override
    public BulkManifest await(Duration limit, Consumer<BulkExportStatus> listener) {
        Instant end = client.clock().instant().plus(limit.compareTo(MAX_LIMIT) < 0 ? limit : MAX_LIMIT);
        int networkFailures = 0;
        for (int earlier = 0; ; earlier++) {
            Poll poll;
            try {
                poll = poll(earlier);
                networkFailures = 0;
            } catch (NetworkException failure) {
                networkFailures++;
                if (networkFailures >= MAX_NETWORK_FAILURES) {
                    throw failure;
                }
                poll = new Poll(BulkExportStatus.of(false, null, delays.growing(earlier), null), 0);
            }
            listener.accept(poll.status());
            if (poll.status().isComplete()) {
                return poll.status().manifest().orElseThrow();
            }
            Duration delay = poll.status().retryAfter();
            if (client.clock().instant().plus(delay).isAfter(end)) {
                throw errors.incomplete(limit, poll.httpStatus());
            }
            delays.sleep(delay);
        }
    }

    /** The result of a status request. */
    private record Poll(BulkExportStatus status, int httpStatus) {}

    private Poll poll(int earlier) {
        InboundResponse response = requests.send(Draft.get(state.statusUrl(), "application/json"));
        int status = response.status();
        if (status == OK || status == ACCEPTED) {
            return new Poll(published(response, earlier), status);
        }
        if (response.isTransientFailure()
                || status >= CLIENT_ERROR && OutcomeIssues.of(response).isTransient()) {
            return new Poll(inProgress(response, earlier, null), status);
        }
        if (status == NOT_FOUND || status == GONE) {
            throw errors.unknown(status);
        }
        boolean concernsRequest = status == UNAUTHORIZED || status == FORBIDDEN || status < CLIENT_ERROR;
        throw concernsRequest ? errors.statusRefused(response) : errors.failed(response);
    }

    private BulkExportStatus published(InboundResponse response, int earlier) {
        if (!ManifestReader.hasManifest(response)) {
            return inProgress(response, earlier, null);
        }
        ManifestReader.Published published = new ManifestReader(requests, errors).read(state.statusUrl(), response);
        manifest = published.manifest();
        return published.isComplete()
                ? BulkExportStatus.of(true, null, Duration.ZERO, published.manifest())
                : inProgress(published.last(), earlier, published.manifest());
    }

    private BulkExportStatus inProgress(InboundResponse response, int earlier, @Nullable BulkManifest partial) {
        return BulkExportStatus.of(
                false,
                response.header("x-progress").filter(text -> !text.isBlank()).orElse(null),
                delays.after(response, earlier),
                partial);
    }

    @Override
    public BulkDownload forEachLine(BulkFile file, Consumer<String> action) {
        try (FileContent content = open(file)) {
            return new LineReader(content, file, errors).forEachLine(action);
        }
    }

    @Override
    public BulkDownload downloadTo(BulkFile file, Path target) {
        return new PartialFile(target, file).download(download(file), errors);
    }

    @Override
    public FileContent open(BulkFile file) {
        return FileContent.open(download(file), file, errors);
    }

    private ResumingStream download(BulkFile file) {
        @Nullable BulkManifest known = manifest;
        @Nullable Instant expiresAt = known == null ? null : known.expiresAt().orElse(null);
        return new ResumingStream(new FileRequests(client, requests, errors, file, expiresAt), delays, errors);
    }

    @Override
    public void delete() {
        InboundResponse response = requests.send(new Draft("DELETE", state.statusUrl(), Map.of(), null, true, false));
        int status = response.status();
        if (!response.isSuccess() && status != NOT_FOUND && status != GONE) {
            throw errors.deleteRefused(response);
        }
    }

    @Override
    public String toString() {
        return "BulkExport[server=" + state.server() + ", startedAt=" + state.startedAt() + "]";
    }
}
