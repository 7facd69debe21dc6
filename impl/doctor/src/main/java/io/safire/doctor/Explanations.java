package io.safire.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The long explanations of all checks. The documentation contains the same texts. */
final class Explanations {

    private static final Properties TEXTS = load("explanations.properties");

    private Explanations() {}

    /** The explanation has several lines. */
    static Optional<String> find(String id) {
        return Optional.ofNullable(TEXTS.getProperty(id));
    }

    static Properties load(String resource) {
        Properties texts = new Properties();
        try (InputStream stream = Explanations.class.getResourceAsStream(resource)) {
            texts.load(new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8));
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
