package io.safire.impl.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void nothingIsLeftOfASecretThatAnotherOneIsPartOf() {
        assertThat(redacted(said("bad secret s3cret-and-more"), "s3cret", "s3cret-and-more"))
                .isEqualTo(said("bad secret ***"));
    }

    @Test
    void secretIsFoundAsItStoodInTheForm() {
        assertThat(redacted(said("body was code=a%2Bb%2F%3D&x=1"), "a+b/=")).isEqualTo(said("body was code=***&x=1"));
    }

    private static JsonObject said(String text) {
        return Json.createObjectBuilder().add("error_description", text).build();
    }

    private static JsonObject redacted(JsonObject error, String... secrets) {
        return new Redaction(List.of(secrets)).of(error);
    }
}
