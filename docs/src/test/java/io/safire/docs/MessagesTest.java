package io.safire.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.AccessToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.web.LaunchRequest;
import io.safire.web.LocalPath;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Test that the documented list of messages matches the message texts. {@code -Ddocs.write=true} writes the list. */
class MessagesTest {

    private static final List<Path> MESSAGE_FILES = List.of(
            Path.of("../impl/core/src/main/resources/io/safire/internal/message/messages.properties"),
            Path.of("../impl/bearer/src/main/resources/io/safire/internal/bearer/messages.properties"));
    private static final Path DOCUMENT = Path.of("messages.adoc");
    private static final String EPIC = "epic";
    private static final String ID = "SAFIRE-0000";
    private static final Pattern CODE = Pattern.compile("\"(SAFIRE-\\d{4})\"");
    private static final List<ThrowingCallable> API_CALLS = List.of(
            () -> AuthorizationResponse.parse("code=a&code=b"),
            () -> RefreshRequest.of(withoutRefreshToken()),
            () -> LaunchRequest.ehr(null, "launch"),
            () -> LocalPath.of("//another.example"));
    private static final String DOCUMENT_HEAD = """
        = Messages

        Every error and warning starts with one of these IDs and the name of the server. `…` stands for an inserted value, such as a configuration key, an
        address or a setting; it is never a secret. Some texts appear only as parts of other messages.

        [cols="1,5"]
        |===
        |Id |Text

        """;

    @Test
    void documentListsAllMessages() throws IOException {
        String expected = DOCUMENT_HEAD
                + messages().entrySet().stream()
                        .map(text -> "|" + text.getKey() + " |" + cell(text.getValue()))
                        .collect(joining("\n"))
                + "\n|===\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    @Test
    void documentListsMessagesOfApi() throws IOException {
        assertThat(apiMessages()).hasSameSizeAs(API_CALLS).allSatisfy((id, text) -> assertThat(text)
                .contains("%s"));
        Set<String> inCode = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("../api/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                CODE.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(inCode::add);
            }
        }
        assertThat(apiMessages().keySet()).isEqualTo(inCode);
    }

    /** Returns the messages of the API module. It reads them from thrown exceptions, because the module has no message file. */
    private static Map<String, String> apiMessages() {
        Map<String, String> texts = new TreeMap<>();
        for (ThrowingCallable call : API_CALLS) {
            ValidationException thrown = catchThrowableOfType(ValidationException.class, call);
            String message = thrown.getMessage()
                    .replace(EPIC + ": ", "")
                    .replace("for " + thrown.attribute() + ": " + thrown.reason(), "for %s: %s");
            texts.put(message.substring(0, ID.length()), message.substring(ID.length() + 1));
        }
        return texts;
    }

    private static TokenResponse withoutRefreshToken() {
        AccessToken token = new AccessToken(EPIC, "a-token", Instant.EPOCH, Scopes.none());
        return TokenResponse.of(EPIC, token, Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static Map<String, String> messages() throws IOException {
        Properties texts = new Properties();
        for (Path file : MESSAGE_FILES) {
            try (Reader reader = Files.newBufferedReader(file)) {
                texts.load(reader);
            }
        }
        Map<String, String> sorted = new TreeMap<>();
        texts.forEach((id, text) -> sorted.put(id.toString(), text.toString()));
        sorted.putAll(apiMessages());
        return sorted;
    }

    private static String cell(String text) {
        return text.replace("%s", "…").replace("%%", "%").replace("|", "\\|").replace("<", "\\<");
    }
}
