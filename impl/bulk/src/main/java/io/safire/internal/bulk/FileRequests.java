package io.safire.internal.bulk;

import io.safire.bulk.BulkExportException;
import io.safire.bulk.BulkFile;
import io.safire.internal.bulk.AuthorizedRequests.Draft;
import io.safire.internal.client.BulkDataProvider.Client;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests for one file. A file that needs no access token and is not on the server is requested over connections of
 * its own, so that neither a token nor a client certificate is sent to the host of the file.
 */
final class FileRequests implements AutoCloseable {

    private static final String ACCEPT = "application/fhir+ndjson,*/*;q=0.5";

    private final Client client;
    private final AuthorizedRequests requests;
    private final BulkErrors errors;
    private final BulkFile file;
    private final @Nullable Instant expiresAt;
    private @Nullable HttpTransport ownTransport;

    /**
     * @param expiresAt the time at which the file expires; null if unknown
     */
    FileRequests(
            Client client, AuthorizedRequests requests, BulkErrors errors, BulkFile file, @Nullable Instant expiresAt) {
        this.client = client;
        this.requests = requests;
        this.errors = errors;
        this.file = file;
        this.expiresAt = expiresAt;
    }

    URI url() {
        return file.url();
    }

    ServerSettings settings() {
        return client.settings();
    }

    /**
     * Requests the file from a position.
     *
     * @param etag the strong validator of the received part; null to request the whole file
     * @throws BulkExportException if no request may be sent to the URL
     */
    InboundResponse open(long position, @Nullable String etag) {
        settings().endpoints().urlPolicy().violation(url()).ifPresent(violation -> {
            throw errors.insecureFile(url(), violation);
        });
        requireReachable();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", ACCEPT);
        headers.put("Accept-Encoding", "gzip");
        if (etag != null) {
            headers.put("Range", "bytes=" + position + "-");
            headers.put("If-Range", etag);
        }
        Draft draft = new Draft("GET", url(), headers, null, true, true);
        return file.requiresAccessToken() ? requests.send(draft) : requests.send(sender(), draft.with(null));
    }

    /** A manifest must not direct requests to hosts that can be reached only in the network of the application. */
    private void requireReachable() {
        boolean isPermitted = settings().endpoints().isPermittedInMetadata(url())
                || client.resources().accepts(url());
        if (!isPermitted) {
            throw errors.internalFile(url());
        }
    }

    BulkExportException refused(InboundResponse response) {
        Optional<Instant> expired =
                Optional.ofNullable(expiresAt).filter(client.clock().instant()::isAfter);
        return errors.fileRefused(url(), response, expired);
    }

    private HttpSender sender() {
        if (Origin.isSame(settings().endpoints().baseUrl(), url())) {
            return client.http();
        }
        HttpTransport transport = ownTransport;
        if (transport == null) {
            transport = new HttpTransport(
                    settings().name(),
                    settings().http().withoutClientCertificate(),
                    settings().endpoints().urlPolicy());
            ownTransport = transport;
        }
        return client.senders().create(transport, () -> {});
    }

    @Override
    public void close() {
        if (ownTransport != null) {
            ownTransport.close();
        }
    }
}
