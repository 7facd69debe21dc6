package io.safire.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The list of messages in the documentation is made from the texts; {@code -Dsafire.docs.write=true} writes it. */
class MessagesTest {

    private static final Path TEXTS =
            Path.of("../impl/core/src/main/resources/io/safire/impl/message/messages.properties");
    private static final Path DOCUMENT = Path.of("messages.adoc");
    private static final String HEAD = """
            = Messages

            Every error and warning starts with one of these ids and the name of the server. `…` stands for what is filled in: a configuration key, an address, a
            value; never a secret. Texts without an id of their own in front are parts of others.

            [cols="1,5"]
            |===
            |Id |Text

            """;

    @Test
    void listOfMessagesIsThatOfTheTexts() throws IOException {
        String expected = HEAD
                + texts().entrySet().stream()
                        .map(text -> "|" + text.getKey() + " |" + cell(text.getValue()))
                        .collect(joining("\n"))
                + "\n|===\n";
        if (Boolean.getBoolean("safire.docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    private static Map<String, String> texts() throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(TEXTS)) {
            texts.load(reader);
        }
        Map<String, String> sorted = new TreeMap<>();
        texts.forEach((id, text) -> sorted.put(id.toString(), text.toString()));
        return sorted;
    }

    private static String cell(String text) {
        return text.replace("%s", "…").replace("%%", "%").replace("|", "\\|").replace("<", "\\<");
    }
}
