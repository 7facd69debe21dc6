package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.NetworkException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import jakarta.json.Json;
import jakarta.ws.rs.ProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final SmartException UNREACHABLE =
            new NetworkException(Failure.of("SAFIRE-0201", "ehr", Step.TOKEN, "inside"), "timeout");

    @Test
    void mapsStatusOfFhirServer() {
        assertThat(Problem.ofStatus(403)).isEqualTo(Problem.NOT_ALLOWED);
        assertThat(Problem.ofStatus(401)).isEqualTo(Problem.SIGN_IN_ENDED);
        assertThat(Problem.ofStatus(404)).isEqualTo(Problem.INVALID_RESPONSE);
        assertThat(Problem.ofStatus(500)).isEqualTo(Problem.INVALID_RESPONSE);
    }

    @Test
    void mapsServerFailures() {
        assertThat(Problem.of(new ProcessingException("refused"))).isEqualTo(Problem.INVALID_RESPONSE);
        assertThat(Problem.of(UNREACHABLE)).isEqualTo(Problem.INVALID_RESPONSE);
        assertThat(Problem.of(tokenException("invalid_client"))).isEqualTo(Problem.INVALID_RESPONSE);
    }

    @Test
    void mapsExpiredTokenToEndedSignIn() {
        assertThat(Problem.of(new SignInRequiredException(Failure.of("SAFIRE-1513", "ehr", Step.TOKEN, "inside"))))
                .isEqualTo(Problem.SIGN_IN_ENDED);
    }

    @Test
    void mapsApplicationFailures() {
        assertThat(Problem.of(new TokenStoreException(Failure.of("SAFIRE-1501", "ehr", Step.TOKEN, "inside"))))
                .isEqualTo(Problem.STORE_UNAVAILABLE);
        assertThat(Problem.of(new ConfigurationException(
                        Failure.of("SAFIRE-0101", "ehr", Step.TOKEN, "inside"),
                        ConfigurationException.Violations.missing(List.of("a")))))
                .isEqualTo(Problem.NOT_CONFIGURED);
    }

    @Test
    void mapsJobFailures() {
        assertThat(Problem.ofJobStatus(403)).isEqualTo(Problem.JOB_NOT_ALLOWED);
        assertThat(Problem.ofJobStatus(404)).isEqualTo(Problem.JOB_INVALID_RESPONSE);
        assertThat(Problem.ofJob(new ProcessingException("refused"))).isEqualTo(Problem.JOB_INVALID_RESPONSE);
        assertThat(Problem.ofJob(UNREACHABLE)).isEqualTo(Problem.JOB_WITHOUT_TOKEN);
    }

    private static TokenException tokenException(String error) {
        return new TokenException(
                Failure.of("SAFIRE-0501", "ehr", Step.TOKEN, "inside"),
                400,
                Json.createObjectBuilder().add("error", error).build(),
                List.of("error"));
    }
}
