package io.safire.sandbox;

import java.util.Optional;

/**
 * A section of the command line's options. In some sections, the options form a group, and the command line can contain
 * the group several times.
 */
enum OptionSection {
    SERVER("The server"),
    APPLICATION("Applications; repeat the group for each"),
    BACKEND("Backend services; repeat the group for each"),
    KEY("A new key pair");

    private final String title;

    OptionSection(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns the option that starts a new group of this section. */
    Optional<Option> opener() {
        return switch (this) {
            case APPLICATION -> Optional.of(Option.APP);
            case BACKEND -> Optional.of(Option.BACKEND_CLIENT);
            case SERVER, KEY -> Optional.empty();
        };
    }
}
