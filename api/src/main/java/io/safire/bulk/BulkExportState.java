package io.safire.bulk;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;

/**
 * The state of an export for {@link BulkData#resume}. The state contains no token. Everyone who obtains a token of the
 * same client can read the export, so store the state like other internal data.
 *
 * @param server the name of the server
 * @param statusUrl the URL from the header {@code Content-Location}
 * @param startedAt the time at which the server accepted the export
 * @since 1.0
 */
public record BulkExportState(String server, URI statusUrl, Instant startedAt) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Creates a state, for example from stored values. */
    public BulkExportState {
        requireNonNull(server, "server");
        requireNonNull(statusUrl, "statusUrl");
        requireNonNull(startedAt, "startedAt");
    }

    /** {@return the state without the path of the status URL, which identifies the export} */
    @Override
    public String toString() {
        return "BulkExportState[server=" + server + ", statusUrl=" + statusUrl.getScheme() + "://" + statusUrl.getHost()
                + "/***, startedAt=" + startedAt + "]";
    }
}
