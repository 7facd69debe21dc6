package io.safire.internal.document;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The warning that a stale copy of a document is used because the document cannot be loaded again. */
public final class StaleCopyWarning {

    private static final Logger LOG = System.getLogger(StaleCopyWarning.class.getName());

    private StaleCopyWarning() {}

    public static void log(ServerSettings settings, String document, DocumentCopy<?> copy, RuntimeException failure) {
        LOG.log(
                Level.WARNING,
                Message.STALE_DOCUMENT.format(
                        settings.name(),
                        document,
                        copy.usableUntil(),
                        settings.key(Setting.METADATA_STALE_IF_ERROR),
                        String.valueOf(failure.getMessage())));
    }
}
