package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.TokenException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthenticationCheckTest {

    private static final TokenException REJECTED = new TokenException(
            Failure.of("SAFIRE-0501", "nightly", Step.TOKEN, "Token request failed — HTTP 401."),
            401,
            JsonValue.EMPTY_JSON_OBJECT,
            List.of());

    @Test
    void givesNoReasonIfServerSupportsKeys() {
        assertThat(check("private_key_jwt").reasons(REJECTED)).isEmpty();
    }

    @Test
    void explainsServerThatSupportsNoKeys() {
        assertThat(check("client_secret_basic").reasons(REJECTED))
                .singleElement()
                .asString()
                .contains("does not contain private_key_jwt");
        assertThat(check("client_secret_basic").reasons(new IllegalStateException(REJECTED)))
                .hasSize(1);
    }

    @Test
    void looksAtMetadataOnlyIfServerRejectedJob() {
        assertThat(check("client_secret_basic").reasons(new IllegalStateException("no connection")))
                .isEmpty();
    }

    private static AuthenticationCheck check(String method) {
        JsonObject document = Json.createObjectBuilder()
                .add("capabilities", Json.createArrayBuilder().add("client-confidential-asymmetric"))
                .add(
                        "token_endpoint_auth_methods_supported",
                        Json.createArrayBuilder().add(method))
                .build();
        AuthenticationCheck check = new AuthenticationCheck();
        check.nightly = new FakeServer(new SmartMetadata(URI.create("https://ehr.example/r4"), document)).client();
        return check;
    }
}
