package io.safire.bulk;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

record BulkFileRecord(
        Optional<String> type, URI url, OptionalLong count, Optional<URI> continuesInFile, boolean requiresAccessToken)
        implements BulkFile {

    @Override
    public String toString() {
        return "BulkFile[type=" + type.orElse(null) + ", url=" + url.getScheme() + "://" + url.getHost() + "/***]";
    }
}
