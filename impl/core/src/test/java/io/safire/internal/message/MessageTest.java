package io.safire.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void eachTextHasExactlyOneConstant() throws IOException {
        List<String> ids = Arrays.stream(Message.values()).map(Message::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(lines().map(line -> line.substring(0, line.indexOf('=')))).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void everyConstantIsUsed() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        assertThat(Message.values()).allMatch(message -> code.indexOf("Message." + message.name()) >= 0);
    }

    @Test
    void messageStartsWithIdAndServer() {
        assertThat(Message.MISSING
                        .format("epic", "client_secret", "safire.epic.client-secret", "")
                        .message())
                .isEqualTo("SAFIRE-0101 epic: Configuration missing: client_secret. Set safire.epic.client-secret.");
    }

    @Test
    void findingHasConfigurationKeyOfItsText() {
        Finding missing = Message.MISSING.finding("client_secret", "safire.epic.client-secret", "");
        assertThat(missing.observed()).isEqualTo("Configuration missing: client_secret.");
        assertThat(missing.action()).contains("Set safire.epic.client-secret.");
        assertThat(missing.configurationKey()).contains("safire.epic.client-secret");
        Finding code = Message.CAUSE_CODE.finding("https://app.example/callback", "safire.epic.redirect-uri");
        assertThat(code.action()).contains("Start the launch again.");
        assertThat(code.configurationKey()).contains("safire.epic.redirect-uri");
        assertThat(code.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(code.section()).contains("RFC 6749, section 5.2");
    }

    private static Stream<String> lines() throws IOException {
        try (InputStream stream = Message.class.getResourceAsStream("messages.properties")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> line.matches("SAFIRE-\\d{4}=.*"));
        }
    }
}
