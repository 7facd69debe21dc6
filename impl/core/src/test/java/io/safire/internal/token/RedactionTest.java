package io.safire.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedactionTest {

    @Test
    void redactsSecretAtAnyDepth() {
        JsonObject error = Json.createObjectBuilder()
                .add("error", "invalid_grant")
                .add(
                        "details",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("code-1234", "is code-1234")))
                .build();
        assertThat(redact(error, "code-1234"))
                .hasToString("{\"error\":\"invalid_grant\",\"details\":[{\"***\":\"is ***\"}]}");
    }

    @Test
    void redactsSecretReturnedAsNumber() {
        JsonObject error = Json.createObjectBuilder()
                .add("client_secret", 1234567890)
                .add("status", 400)
                .build();
        assertThat(redact(error, "1234567890")).hasToString("{\"client_secret\":\"***\",\"status\":400}");
    }

    @Test
    void redactsLongerSecretThatContainsShorter() {
        assertThat(redact(errorWithDescription("bad secret s3cret-and-more"), "s3cret", "s3cret-and-more"))
                .isEqualTo(errorWithDescription("bad secret ***"));
    }

    @Test
    void redactsFormEncodedSecret() {
        assertThat(redact(errorWithDescription("body was code=a%2Bb%2F%3D&x=1"), "a+b/="))
                .isEqualTo(errorWithDescription("body was code=***&x=1"));
    }

    @Test
    void redactsSecretInAnyPercentEncoding() {
        for (String form : List.of(
                "a+b/= ü", "a%2Bb%2F%3D%20%C3%BC", "a%2bb%2f%3d+%c3%bc", "a%2bb/%3D%20ü", "%61%2b%62%2F%3d+%C3%bc")) {
            assertThat(redact(errorWithDescription("body was code=" + form + "&x=1"), "a+b/= ü"))
                    .as(form)
                    .isEqualTo(errorWithDescription("body was code=***&x=1"));
        }
        for (String other : List.of("a%2Cb%2F%3D", "a%2", "a%", "%", "a%2Bb%2F%3D%20%C3", "")) {
            assertThat(redact(errorWithDescription(other), "a+b/= ü")).as(other).isEqualTo(errorWithDescription(other));
        }
        assertThat(redact(errorWithDescription("100%25 and 1%300%2525"), "100%25"))
                .isEqualTo(errorWithDescription("*** and ***"));
    }

    @Test
    void redactsLongSecretInLongText() {
        String secret = "s%/".repeat(20_000);
        assertThat(redact(errorWithDescription("x".repeat(100_000) + secret.replace("%/", "%25%2f")), secret))
                .isEqualTo(errorWithDescription("x".repeat(100_000) + "***"));
    }

    /** An algorithm with quadratic running time would take hours. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void redactsInLinearTime() {
        String secret = "a".repeat(2_000_000) + "b";
        String text = "a".repeat(10_000_000);
        assertThat(redact(errorWithDescription(text), secret)).isEqualTo(errorWithDescription(text));
        assertThat(redact(errorWithDescription("%61".repeat(3_000_000)), secret))
                .isEqualTo(errorWithDescription("%61".repeat(3_000_000)));
        assertThat(redact(errorWithDescription("%".repeat(10_000_000)), secret))
                .isEqualTo(errorWithDescription("%".repeat(10_000_000)));
    }

    @Test
    void redactsSecretAfterPartialMatch() {
        assertThat(redact(errorWithDescription("aabaabaaab"), "aabaaab")).isEqualTo(errorWithDescription("aab***"));
        assertThat(redact(errorWithDescription("abababab"), "abab")).isEqualTo(errorWithDescription("******"));
    }

    @Test
    void redactsSecretAtEndAndWithControlCharacter() {
        assertThat(redact(errorWithDescription("code a%2Bb1"), "a+b1")).isEqualTo(errorWithDescription("code ***"));
        assertThat(redact(errorWithDescription("code 1ba%2B"), "1ba+")).isEqualTo(errorWithDescription("code ***"));
        assertThat(redact(errorWithDescription("ab%0Acd %0"), "ab\ncd")).isEqualTo(errorWithDescription("*** %0"));
        assertThat(redact(errorWithDescription("ab%00cd"), "ab\0cd")).isEqualTo(errorWithDescription("***"));
    }

    @Test
    void redactsSecretOfMultibyteCharacters() {
        for (String secret :
                List.of("\u00fc\u00fc\u00fc\u00fc", "\u20ac\u20ac\u20ac\u20ac", "\ud83d\ude00\ud83d\ude00")) {
            assertThat(redact(errorWithDescription(secret), secret)).isEqualTo(errorWithDescription("***"));
            assertThat(redact(errorWithDescription("x" + secret + "y"), secret))
                    .isEqualTo(errorWithDescription("x***y"));
        }
    }

    /** Shorter secrets would mask parts of ordinary words. */
    @Test
    void redactsSecretsOfFourCharacters() {
        assertThat(redact(errorWithDescription("is abcd"), "abcd")).isEqualTo(errorWithDescription("is ***"));
        assertThat(redact(errorWithDescription("is abc"), "abc")).isEqualTo(errorWithDescription("is abc"));
    }

    @Test
    void keepsOtherJsonValues() {
        JsonObject error = Json.createObjectBuilder()
                .add("status", 400)
                .add("retry", true)
                .addNull("hint")
                .add("list", Json.createArrayBuilder().add(7).add("code-1234"))
                .build();
        assertThat(redact(error, "code-1234"))
                .hasToString("{\"status\":400,\"retry\":true,\"hint\":null,\"list\":[7,\"***\"]}");
    }

    @Test
    void redactsSecretsInMemberNames() {
        JsonObject response = Json.createObjectBuilder()
                .add("access_token", "at-123456")
                .add("refresh_token", "rt-123456")
                .add("rt-123456", 1)
                .add("was at-123456", 2)
                .add("code-1234", 3)
                .build();
        assertThat(Redaction.redactedNames(List.of("code-1234"), response))
                .containsExactly("access_token", "refresh_token", "***", "was ***", "***");
    }

    private static JsonObject errorWithDescription(String text) {
        return Json.createObjectBuilder().add("error_description", text).build();
    }

    private static JsonObject redact(JsonObject error, String... secrets) {
        return new Redaction(List.of(secrets)).redact(error);
    }
}
