package io.safire.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.support.SandboxSession;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureRedactionTest {

    private static final String SECRET = "s3cret-of-the-client";

    private final FailureRedaction redaction = new FailureRedaction(List.of(SECRET, SECRET + "-and-more"));

    @Test
    void masksSecretsOfRun() {
        assertThat(redaction.apply("expected\n" + SECRET + "-and-more but was " + SECRET + " twice " + SECRET))
                .isEqualTo("expected\n*** but was *** twice ***");
    }

    @Test
    void masksUnknownJwt() {
        assertThat(redaction.apply("sent eyJhbGciOiJub25lIn0.eyJzdWIiOiJkci0xIn0.c2ln, not"))
                .isEqualTo("sent ***, not");
    }

    @Test
    void masksSecretAcrossMaximumLength() {
        String start = "x".repeat(FailureRedaction.MAX_LENGTH - 5);
        assertThat(redaction.apply(start + SECRET)).isEqualTo(start + "***");
        assertThat(redaction.apply(start + "123456")).isEqualTo(start + "12345 …");
    }

    @Test
    void replacesControlCharacters() {
        assertThat(redaction.apply("one\n\ttwo\u0000\u001b")).isEqualTo("one\n\ttwo\uFFFD\uFFFD");
    }

    @Test
    void omitsMessagesWithoutListOfSecrets() {
        String sandbox = System.setProperty(SandboxSession.URL_PROPERTY, "http://localhost:1");
        try {
            assertThat(FailureRedaction.ofRun().apply("sent " + SECRET)).startsWith("Omitted");
            assertThat(FailureRedaction.ofRun().apply("")).isEmpty();
        } finally {
            if (sandbox == null) {
                System.clearProperty(SandboxSession.URL_PROPERTY);
            } else {
                System.setProperty(SandboxSession.URL_PROPERTY, sandbox);
            }
        }
    }
}
