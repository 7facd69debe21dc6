package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.AuthorizationException;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.LaunchStoreException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.web.LaunchFailure;
import io.safire.web.LaunchFailure.Reason;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchFailureClassifierTest {

    @Test
    void distinguishesInvalidResponsesOfTheBrowser() {
        assertReason(new ValidationException(failure("SAFIRE-1105"), "state", "r"), Reason.ALREADY_COMPLETED, 400);
        assertReason(new ValidationException(failure("SAFIRE-1106"), "state", "r"), Reason.EXPIRED, 400);
        assertReason(new ValidationException(failure("SAFIRE-1107"), "state", "r"), Reason.OTHER_BROWSER, 400);
        assertReason(new ValidationException(failure("SAFIRE-0403"), "iss", "r"), Reason.UNKNOWN_REQUEST, 400);
    }

    @Test
    void blamesServerForInvalidIdToken() {
        assertReason(new ValidationException(failure("SAFIRE-0811"), "id_token", "r"), Reason.SERVER_FAILED, 502);
    }

    @Test
    void distinguishesErrorResponses() {
        assertReason(errorResponse("access_denied"), Reason.ACCESS_DENIED, 403);
        assertReason(errorResponse("temporarily_unavailable"), Reason.UNAVAILABLE, 503);
        assertReason(errorResponse("invalid_scope"), Reason.SERVER_FAILED, 502);
        assertReason(
                new AuthorizationException(failure("SAFIRE-0406"), JsonValue.EMPTY_JSON_OBJECT),
                Reason.SERVER_FAILED,
                502);
    }

    @Test
    void distinguishesTransientFailures() {
        assertReason(new NetworkException(failure("SAFIRE-0201"), "refused"), Reason.UNAVAILABLE, 503);
        assertReason(new LaunchStoreException(failure("SAFIRE-1112")), Reason.UNAVAILABLE, 503);
        assertReason(new TokenStoreException(failure("SAFIRE-1502")), Reason.UNAVAILABLE, 503);
        assertReason(
                new ConfigurationException(
                        failure("SAFIRE-0101"), ConfigurationException.Violations.missing(List.of("client_id"))),
                Reason.MISCONFIGURED,
                500);
        assertReason(
                new TokenException(failure("SAFIRE-0501"), 400, JsonValue.EMPTY_JSON_OBJECT, List.of()),
                Reason.SERVER_FAILED,
                502);
        assertReason(
                new DiscoveryException(failure("SAFIRE-0301"), URI.create("https://fhir.example"), 503, ""),
                Reason.SERVER_FAILED,
                502);
    }

    private static void assertReason(SmartException failure, Reason reason, int status) {
        LaunchFailure classified = LaunchFailureClassifier.classify(failure);
        assertThat(classified.reason()).as(failure.code()).isEqualTo(reason);
        assertThat(classified.status()).isEqualTo(status);
        assertThat(classified.code()).isEqualTo(failure.code());
    }

    private static AuthorizationException errorResponse(String error) {
        return new AuthorizationException(
                failure("SAFIRE-0406"),
                Json.createObjectBuilder().add("error", error).build());
    }

    private static Failure failure(String code) {
        return Failure.of(code, "epic", Step.TOKEN, "the reason");
    }
}
