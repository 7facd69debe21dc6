package io.safire.bulk;

import io.safire.text.PrintableText;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

record BulkExportStatusRecord(
        boolean isComplete, Optional<String> progress, Duration retryAfter, Optional<BulkManifest> manifest)
        implements BulkExportStatus {

    private static final int MAX_PROGRESS_LENGTH = 100;
    private static final int COMPLETE = 100;
    private static final Pattern PERCENTAGE = Pattern.compile("(?<![\\d.])(\\d{1,3})(\\.\\d+)?\\s?%");

    BulkExportStatusRecord {
        progress = progress.map(PrintableText::of)
                .map(text -> text.substring(0, Math.min(text.length(), MAX_PROGRESS_LENGTH)));
    }

    @Override
    public OptionalInt percent() {
        if (isComplete) {
            return OptionalInt.of(COMPLETE);
        }
        Matcher percentage = PERCENTAGE.matcher(progress.orElse(""));
        int percent = percentage.find() ? Integer.parseInt(percentage.group(1)) : COMPLETE + 1;
        return percent > COMPLETE ? OptionalInt.empty() : OptionalInt.of(percent);
    }
}
