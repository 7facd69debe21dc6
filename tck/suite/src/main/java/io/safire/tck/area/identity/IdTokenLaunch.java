package io.safire.tck.area.identity;

import static io.safire.tck.support.SafireMessage.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckContext;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Launches whose ID token follows a plan, and the claims of such a plan. */
final class IdTokenLaunch {

    private IdTokenLaunch() {}

    static TokenResponse launch(SmartClient client, SandboxServer ehr, IdTokenPlan plan) {
        ehr.setIdTokenPlan(plan);
        return TckContext.launch(client, ehr);
    }

    /** Returns the exception of a launch whose ID token follows the plan. */
    static ValidationException expectRejection(SmartClient client, SandboxServer ehr, IdTokenPlan plan) {
        return expectRejection(client, () -> launch(client, ehr, plan));
    }

    /**
     * Returns the exception that the code exchange throws. The message of the exception contains neither the token nor
     * the user.
     */
    static ValidationException expectRejection(SmartClient client, ThrowingCallable exchange) {
        ValidationException[] rejection = new ValidationException[1];
        assertThatThrownBy(exchange)
                .isInstanceOfSatisfying(ValidationException.class, thrown -> rejection[0] = thrown)
                .satisfies(saying("SAFIRE-08"))
                .hasMessageNotContaining("dr-1")
                .hasMessageNotContaining("eyJ");
        assertThat(rejection[0]).hasMessageStartingWith(rejection[0].code() + " " + client.name() + ": ");
        assertThat(rejection[0].attribute()).isEqualTo("id_token");
        assertThat(rejection[0].reason()).isNotBlank();
        return rejection[0];
    }

    static JsonObject object(String name, String value) {
        return object(name, SandboxJson.createValue(value));
    }

    static JsonObject object(String name, JsonValue value) {
        return SandboxJson.createObjectBuilder().add(name, value).build();
    }

    static JsonObject json(String text) {
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }

    /** Returns the plan of an ID token whose header names neither its key nor its type. */
    static IdTokenPlan withoutKidAndTyp() {
        return IdTokenPlan.normal()
                .header(SandboxJson.createObjectBuilder()
                        .addNull("kid")
                        .addNull("typ")
                        .build());
    }

    /** Returns a claim with a time, as an offset from now. */
    static JsonObject timeClaim(String name, Duration offset) {
        return object(name, SandboxJson.createValue(Instant.now().plus(offset).getEpochSecond()));
    }
}
