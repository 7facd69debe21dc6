package io.safire.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The texts of one catalogue, which are read once for each enum of messages. */
final class MessageTexts {

    private static final ClassValue<MessageTexts> CATALOGUES = new ClassValue<>() {
        @Override
        protected MessageTexts computeValue(Class<?> catalogue) {
            return new MessageTexts(load(catalogue));
        }
    };

    private final Properties texts;

    private MessageTexts(Properties texts) {
        this.texts = texts;
    }

    static MessageTexts of(CodedMessage message) {
        return CATALOGUES.get(message instanceof Enum<?> constant ? constant.getDeclaringClass() : message.getClass());
    }

    /** Returns the text of a message, or its ID if the catalogue does not contain it. */
    String get(String id) {
        return texts.getProperty(id, id);
    }

    private static Properties load(Class<?> catalogue) {
        Properties texts = new Properties();
        try (InputStream stream = catalogue.getResourceAsStream("messages.properties")) {
            if (stream != null) {
                texts.load(new InputStreamReader(stream, UTF_8));
            }
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
