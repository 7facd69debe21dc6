package io.safire.example;

import io.safire.bulk.BulkDownload;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The number of resources and bytes of each resource type in an export. */
class ExportSummary {

    private static final int KIBIBYTE = 1024;

    private record Amount(long resources, long bytes) {
        Amount plus(Amount other) {
            return new Amount(resources + other.resources, bytes + other.bytes);
        }
    }

    private final Instant startedAt;
    private final Map<String, Amount> types = new LinkedHashMap<>();

    ExportSummary(Instant startedAt) {
        this.startedAt = startedAt;
    }

    void add(String type, BulkDownload download) {
        types.merge(type, new Amount(download.lines(), download.bytes()), Amount::plus);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        types.forEach((type, amount) -> text.append(line(type, amount)));
        Amount total = types.values().stream().reduce(new Amount(0, 0), Amount::plus);
        text.append(line("Total", total));
        long seconds = Duration.between(startedAt, Instant.now()).toSeconds();
        return text.append(String.format(Locale.ROOT, "%-12s %10d seconds%n", "Time", seconds))
                .toString();
    }

    private static String line(String name, Amount amount) {
        long kibibytes = (amount.bytes() + KIBIBYTE - 1) / KIBIBYTE;
        return String.format(Locale.ROOT, "%-12s %,10d resources %,12d KiB%n", name, amount.resources(), kibibytes);
    }
}
