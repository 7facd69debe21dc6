package io.safire.bulk;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file of an export. The URL of a file can itself be a credential, so {@code toString} masks its path and query.
 *
 * <p>The library creates instances of this type from a manifest. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface BulkFile {

    /**
     * {@return the type of the resources, 1 to 64 letters; empty for files with several types, for example because of
     * {@link BulkExportRequest#withOutputOrganizedBy}}
     */
    Optional<String> type();

    /** {@return the absolute URL of the file} */
    URI url();

    /** {@return the number of resources according to the server; empty if the manifest does not contain it} */
    OptionalLong count();

    /** {@return the URL of the file that continues this file (Bulk Data Access 3.0)} */
    Optional<URI> continuesInFile();

    /** {@return whether the request for this file needs the access token} */
    boolean requiresAccessToken();

    /**
     * Creates a file.
     *
     * @param type the type of the resources; null if unknown
     * @param url the absolute URL of the file
     * @param count the number of resources; null if unknown
     * @param continuesInFile the URL of the file that continues this file; null if no file continues it
     * @param requiresAccessToken true if the request for this file needs the access token
     * @return the file
     */
    static BulkFile of(
            @Nullable String type,
            URI url,
            @Nullable Long count,
            @Nullable URI continuesInFile,
            boolean requiresAccessToken) {
        return new BulkFileRecord(
                Optional.ofNullable(type),
                url,
                count == null ? OptionalLong.empty() : OptionalLong.of(count),
                Optional.ofNullable(continuesInFile),
                requiresAccessToken);
    }
}
