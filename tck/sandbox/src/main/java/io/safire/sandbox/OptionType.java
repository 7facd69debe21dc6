package io.safire.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The type of an option's value. */
enum OptionType {
    FLAG(""),
    NAME("NAME"),
    PORT("PORT"),
    NUMBER("NUMBER"),
    BULK_VERSION("VERSION"),
    URL("URL"),
    FILE("FILE"),
    FOLDER("[FOLDER]"),
    ALGORITHM("NAME");

    private static final int MAX_PORT = 65_535;
    private static final Set<String> ALGORITHMS = Set.of(ClientKeyPair.ES384, ClientKeyPair.RS384);

    private final String placeholder;

    OptionType(String placeholder) {
        this.placeholder = placeholder;
    }

    String placeholder() {
        return placeholder;
    }

    boolean requiresValue() {
        return this != FLAG && this != FOLDER;
    }

    /** Checks a value, and returns a description of the allowed values if the value is not allowed. */
    Optional<String> requirementFor(String value) {
        return switch (this) {
            case PORT -> isPort(value) ? Optional.empty() : Optional.of("a port number from 0 to 65535");
            case NUMBER ->
                value.matches("[1-9]\\d{0,8}") ? Optional.empty() : Optional.of("a number from 1 to 999999999");
            case BULK_VERSION -> value.matches("[234]\\.0") ? Optional.empty() : Optional.of("2.0, 3.0 or 4.0");
            case URL ->
                isUrl(value) ? Optional.empty() : Optional.of("an absolute http or https URL without a fragment");
            case FILE -> Files.isReadable(Path.of(value)) ? Optional.empty() : Optional.of("a readable file");
            case ALGORITHM -> ALGORITHMS.contains(value) ? Optional.empty() : Optional.of("ES384 or RS384");
            case NAME -> value.isBlank() ? Optional.of("a non-blank text") : Optional.empty();
            case FLAG, FOLDER -> Optional.empty();
        };
    }

    private static boolean isPort(String value) {
        return value.matches("\\d{1,5}") && Integer.parseInt(value) <= MAX_PORT;
    }

    private static boolean isUrl(String value) {
        try {
            URI url = new URI(value);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
