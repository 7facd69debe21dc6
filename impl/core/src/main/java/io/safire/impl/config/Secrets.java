package io.safire.impl.config;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** What may be rotated while the application runs, and so is looked up at each token request. */
public final class Secrets {

    private static final String FOR_ALL = "safire.";

    private final Supplier<Config> config;
    private final String server;
    private final String prefix;

    /**
     * Knows where to look.
     *
     * @param config asked at each request: a runtime may have more sources once it runs than when it starts
     */
    Secrets(Supplier<Config> config, String server, String prefix) {
        this.config = config;
        this.server = server;
        this.prefix = prefix;
    }

    public Optional<String> clientSecret() {
        return text(Setting.CLIENT_SECRET);
    }

    /** The secret before it, which the server may take still. */
    public Optional<String> previousClientSecret() {
        return text(Setting.CLIENT_SECRET_PREVIOUS);
    }

    /**
     * The text of a key. An empty file is no key, save for the one that signs.
     *
     * @throws UnreadableException if there is a location and nothing can be read from it
     */
    public Optional<String> key(KeySlot slot) {
        Optional<String> inline = text(slot.key());
        return inline.isPresent()
                ? inline
                : text(slot.location())
                        .map(Resource::text)
                        .filter(content -> slot == KeySlot.ACTIVE || !content.isBlank());
    }

    /** The identifier that the configuration gives a key. */
    public Optional<String> kid(KeySlot slot) {
        return text(slot.kid());
    }

    /** The identifiers of the keys that may sign. */
    public String kids() {
        return Stream.of(KeySlot.ACTIVE, KeySlot.RETIRING)
                .flatMap(slot -> kid(slot).stream())
                .collect(Collectors.joining(" or "));
    }

    /** Since when the private key has been published; a value that is no instant is one of the problems. */
    public Optional<Instant> publishedSince(Problems problems) {
        Optional<String> text = text(Setting.PRIVATE_KEY_PUBLISHED_SINCE);
        try {
            return text.map(String::strip).map(Instant::parse);
        } catch (DateTimeParseException notAnInstant) {
            problems.invalid(
                    Setting.PRIVATE_KEY_PUBLISHED_SINCE,
                    text.orElse(""),
                    List.of("ISO-8601 instants such as 2026-01-15T08:00:00Z"));
            return Optional.empty();
        }
    }

    /** The key that seals what is kept: that of the server, else the one for all servers. */
    public Optional<String> storeKey() {
        return text(prefix, Setting.STORE_KEY).or(() -> text(FOR_ALL, Setting.STORE_KEY));
    }

    /** The key that sealed it before. */
    public Optional<String> previousStoreKey() {
        return text(prefix, Setting.STORE_KEY_PREVIOUS).or(() -> text(FOR_ALL, Setting.STORE_KEY_PREVIOUS));
    }

    private Optional<String> text(Setting setting) {
        return text(prefix, setting);
    }

    private Optional<String> text(String where, Setting setting) {
        try {
            return config.get()
                    .getOptionalValue(where + setting.key(), String.class)
                    .filter(value -> !value.isBlank());
        } catch (IllegalArgumentException | NoSuchElementException unusable) {
            Problems problems = new Problems(server, prefix);
            problems.unusable(setting, "its expression has no value");
            problems.throwIfAny();
            return Optional.empty();
        }
    }
}
