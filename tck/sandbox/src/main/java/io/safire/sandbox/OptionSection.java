package io.safire.sandbox;

import java.util.Optional;

/** A part of the command line. The options of some can be repeated as a group. */
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

    /** The option that begins another group of this section. */
    Optional<Option> opener() {
        return switch (this) {
            case APPLICATION -> Optional.of(Option.APP);
            case BACKEND -> Optional.of(Option.BACKEND_CLIENT);
            case SERVER, KEY -> Optional.empty();
        };
    }
}
