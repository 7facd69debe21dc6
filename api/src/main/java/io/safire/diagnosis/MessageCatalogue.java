package io.safire.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The message catalogue of one enum, read only once. */
final class MessageCatalogue {

    private static final ClassValue<MessageCatalogue> CATALOGUES = new ClassValue<>() {
        @Override
        protected MessageCatalogue computeValue(Class<?> catalogue) {
            return new MessageCatalogue(load(catalogue));
        }
    };

    private static final Pattern PLACEHOLDER = Pattern.compile("%[^%]");
    private static final Pattern KEY = Pattern.compile("(safire|SmartClientSettings)\\.[\\w.<>-]+");
    private static final String ACTION = " | ";

    private final Properties texts;

    private MessageCatalogue(Properties texts) {
        this.texts = texts;
    }

    static MessageCatalogue of(CodedMessage message) {
        return CATALOGUES.get(message instanceof Enum<?> constant ? constant.getDeclaringClass() : message.getClass());
    }

    /** Returns the text of a message; the ID if the catalogue does not contain the message. */
    String text(String id, Object... arguments) {
        return String.format(texts.getProperty(id, id).replace(ACTION, " "), arguments);
    }

    /**
     * The configuration key of the finding is the first key in the arguments of the action. Without such a key, the
     * configuration key is the first key in all arguments.
     */
    Finding finding(String id, Object... arguments) {
        String[] parts = texts.getProperty(id, id).split(Pattern.quote(ACTION), 2);
        int observedArguments = Math.min(
                arguments.length, (int) PLACEHOLDER.matcher(parts[0]).results().count());
        String observed = String.format(parts[0], arguments).strip();
        Object[] actionArguments = Arrays.copyOfRange(arguments, observedArguments, arguments.length);
        Finding.Builder finding = Finding.builder(id, constant(Step.class, step(id)), observed)
                .severity(constant(Severity.class, texts.getProperty(id + ".severity", "broken")))
                .confidence(constant(Confidence.class, texts.getProperty(id + ".confidence", "proven")));
        property(id, "expected").ifPresent(finding::expected);
        property(id, "section").ifPresent(finding::section);
        property(id, "administrator")
                .map(request -> String.format(request, arguments))
                .ifPresent(finding::administratorRequest);
        if (parts.length > 1) {
            finding.action(String.format(parts[1], actionArguments));
        }
        Stream.of(actionArguments, arguments)
                .flatMap(Arrays::stream)
                .map(String::valueOf)
                .filter(argument -> KEY.matcher(argument).matches())
                .findFirst()
                .ifPresent(finding::configurationKey);
        return finding.build();
    }

    private Optional<String> property(String id, String name) {
        return Optional.ofNullable(texts.getProperty(id + "." + name));
    }

    /** The catalogue maps prefixes of IDs to steps. The longest matching prefix applies. */
    private String step(String id) {
        for (int length = id.length(); length > 0; length--) {
            @Nullable String step = texts.getProperty(id.substring(0, length) + ".step");
            if (step != null) {
                return step;
            }
        }
        return "runtime";
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
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
