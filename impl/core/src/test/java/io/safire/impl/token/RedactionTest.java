package io.safire.impl.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedactionTest {

    @Test
    void secretIsTakenOutAtAnyDepth() {
        JsonObject error = Json.createObjectBuilder()
                .add("error", "invalid_grant")
                .add(
                        "details",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("code-1234", "is code-1234")))
                .build();
        assertThat(redacted(error, "code-1234"))
                .hasToString("{\"error\":\"invalid_grant\",\"details\":[{\"***\":\"is ***\"}]}");
    }

    @Test
    void masksSecretThatCameBackAsANumber() {
        JsonObject error = Json.createObjectBuilder()
                .add("client_secret", 1234567890)
                .add("status", 400)
                .build();
        assertThat(redacted(error, "1234567890")).hasToString("{\"client_secret\":\"***\",\"status\":400}");
    }

    @Test
    void nothingIsLeftOfASecretThatAnotherOneIsPartOf() {
        assertThat(redacted(said("bad secret s3cret-and-more"), "s3cret", "s3cret-and-more"))
                .isEqualTo(said("bad secret ***"));
    }

    @Test
    void secretIsFoundAsItStoodInTheForm() {
        assertThat(redacted(said("body was code=a%2Bb%2F%3D&x=1"), "a+b/=")).isEqualTo(said("body was code=***&x=1"));
    }

    @Test
    void masksSecretInAnyPercentEncoding() {
        for (String form : List.of(
                "a+b/= ü", "a%2Bb%2F%3D%20%C3%BC", "a%2bb%2f%3d+%c3%bc", "a%2bb/%3D%20ü", "%61%2b%62%2F%3d+%C3%bc")) {
            assertThat(redacted(said("body was code=" + form + "&x=1"), "a+b/= ü"))
                    .as(form)
                    .isEqualTo(said("body was code=***&x=1"));
        }
        for (String other : List.of("a%2Cb%2F%3D", "a%2", "a%", "%", "a%2Bb%2F%3D%20%C3", "")) {
            assertThat(redacted(said(other), "a+b/= ü")).as(other).isEqualTo(said(other));
        }
        assertThat(redacted(said("100%25 and 1%300%2525"), "100%25")).isEqualTo(said("*** and ***"));
    }

    @Test
    void masksLongSecretInLongText() {
        String secret = "s%/".repeat(20_000);
        assertThat(redacted(said("x".repeat(100_000) + secret.replace("%/", "%25%2f")), secret))
                .isEqualTo(said("x".repeat(100_000) + "***"));
    }

    /** Quadratic time would take hours. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void costsNoProductOfTheLengths() {
        String secret = "a".repeat(2_000_000) + "b";
        String text = "a".repeat(10_000_000);
        assertThat(redacted(said(text), secret)).isEqualTo(said(text));
        assertThat(redacted(said("%61".repeat(3_000_000)), secret)).isEqualTo(said("%61".repeat(3_000_000)));
        assertThat(redacted(said("%".repeat(10_000_000)), secret)).isEqualTo(said("%".repeat(10_000_000)));
    }

    @Test
    void masksSecretAfterABeginningOfIt() {
        assertThat(redacted(said("aabaabaaab"), "aabaaab")).isEqualTo(said("aab***"));
        assertThat(redacted(said("abababab"), "abab")).isEqualTo(said("******"));
    }

    @Test
    void masksSecretsInNamesOfMembers() {
        JsonObject response = Json.createObjectBuilder()
                .add("access_token", "at-123456")
                .add("refresh_token", "rt-123456")
                .add("rt-123456", 1)
                .add("was at-123456", 2)
                .add("code-1234", 3)
                .build();
        assertThat(Redaction.names(List.of("code-1234"), response))
                .containsExactly("access_token", "refresh_token", "***", "was ***", "***");
    }

    private static JsonObject said(String text) {
        return Json.createObjectBuilder().add("error_description", text).build();
    }

    private static JsonObject redacted(JsonObject error, String... secrets) {
        return new Redaction(List.of(secrets)).of(error);
    }
}
