package io.safire.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class OAuthExceptionTest {

    @Test
    void returnsMembersOfError() {
        TokenException refused = tokenException(Json.createValue("invalid_grant"));
        assertThat(refused.errorCode()).contains("invalid_grant");
        assertThat(refused.errorDescription()).contains("invalid_grant");
        assertThat(refused.errorUri()).contains("invalid_grant");
    }

    @Test
    void readsBlankOrMistypedMemberAsEmpty() {
        for (JsonValue none : new JsonValue[] {Json.createValue(""), Json.createValue(" "), JsonValue.NULL}) {
            TokenException refused = tokenException(none);
            assertThat(refused.errorCode()).isEmpty();
            assertThat(refused.errorDescription()).isEmpty();
            assertThat(refused.errorUri()).isEmpty();
            assertThat(refused.members()).as("members are retained").containsEntry("error", none);
        }
    }

    @Test
    void keepsErrorCodeThatIsNotInMemberError() {
        JsonValue other =
                Json.createObjectBuilder().add("code", "invalid_grant").build();
        TokenException refused = new TokenException(
                Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "rejected"),
                400,
                "invalid_grant",
                Json.createObjectBuilder().add("error", other).build(),
                List.of("error"));
        assertThat(refused.errorCode()).contains("invalid_grant");
        assertThat(((TokenException) refused.copyForCaller()).errorCode()).contains("invalid_grant");
        assertThat(refused.members()).containsEntry("error", other);
    }

    private static TokenException tokenException(JsonValue value) {
        return new TokenException(
                Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "rejected"),
                400,
                Json.createObjectBuilder()
                        .add("error", value)
                        .add("error_description", value)
                        .add("error_uri", value)
                        .build(),
                List.of());
    }
}
