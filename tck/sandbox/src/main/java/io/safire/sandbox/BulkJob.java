package io.safire.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A started export. */
final class BulkJob {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final BulkKickOff kickOff;
    private final BulkSettings settings;
    private final String clientId;
    private final Set<String> types;
    private final Instant startedAt;
    private final List<BulkFile> files;
    private final String signature = RandomSecrets.next();
    private int polls;
    private Instant nextPollAt = Instant.MIN;

    BulkJob(BulkKickOff kickOff, BulkSettings settings, String clientId, Set<String> types, Instant startedAt) {
        this.kickOff = kickOff;
        this.settings = settings;
        this.clientId = clientId;
        this.types = types;
        this.startedAt = startedAt;
        this.files = BulkFiles.of(kickOff, settings.content(), types);
    }

    BulkKickOff kickOff() {
        return kickOff;
    }

    BulkSettings settings() {
        return settings;
    }

    String clientId() {
        return clientId;
    }

    Set<String> types() {
        return types;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant expiresAt() {
        return startedAt.plus(LIFETIME);
    }

    /** Returns the secret part of the URLs of files that require no access token. */
    String signature() {
        return signature;
    }

    List<BulkFile> list(String name) {
        return files.stream().filter(file -> file.list().equals(name)).toList();
    }

    Optional<BulkFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** Counts a status request. Returns false if the request arrives before the time in {@code Retry-After}. */
    synchronized boolean poll(Instant now) {
        if (settings.polling().rejectFast() && now.isBefore(nextPollAt)) {
            return false;
        }
        nextPollAt = now.plus(settings.polling().retryAfter());
        polls = Math.min(polls + 1, settings.polling().polls() + 1);
        return true;
    }

    synchronized boolean isComplete() {
        return polls > settings.polling().polls();
    }

    /** Returns the percentage that the server reports. */
    synchronized int progress() {
        return 100 * polls / (settings.polling().polls() + 1);
    }

    /** Returns the number of pages of the manifest that are available. */
    synchronized int availablePages() {
        return isPaged() ? pages() * polls / (settings.polling().polls() + 1) : isComplete() ? 1 : 0;
    }

    /** Returns the output files of a page of the manifest, counted from 1. */
    List<BulkFile> output(int page) {
        List<BulkFile> output = list("output");
        if (!isPaged()) {
            return output;
        }
        int first = Math.min(output.size(), (page - 1) * settings.filesPerPage());
        return output.subList(first, Math.min(output.size(), first + settings.filesPerPage()));
    }

    private boolean isPaged() {
        return kickOff.allowsPartial() && settings.filesPerPage() > 0;
    }

    private int pages() {
        return Math.max(1, (list("output").size() + settings.filesPerPage() - 1) / settings.filesPerPage());
    }
}
