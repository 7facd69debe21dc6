package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.ConfigurationException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import jakarta.json.Json;
import jakarta.ws.rs.ProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final SmartException SILENT = new NetworkException("ehr", "SAFIRE-0201 ehr: inside", "timeout");

    @Test
    void statusOfTheFhirServerIsToldApart() {
        assertThat(Problem.answered(403)).isEqualTo(Problem.NOT_ALLOWED);
        assertThat(Problem.answered(401)).isEqualTo(Problem.SIGN_IN_ENDED);
        assertThat(Problem.answered(404)).isEqualTo(Problem.NO_ANSWER);
        assertThat(Problem.answered(500)).isEqualTo(Problem.NO_ANSWER);
    }

    @Test
    void silenceIsTheServersFault() {
        assertThat(Problem.of(new ProcessingException("refused"))).isEqualTo(Problem.NO_ANSWER);
        assertThat(Problem.of(SILENT)).isEqualTo(Problem.NO_ANSWER);
        assertThat(Problem.of(refused("invalid_client"))).isEqualTo(Problem.NO_ANSWER);
    }

    @Test
    void tokenThatIsOverEndsTheSignIn() {
        assertThat(Problem.of(new ValidationException("ehr", "SAFIRE-0505 ehr: inside", "refresh_token", "none")))
                .isEqualTo(Problem.SIGN_IN_ENDED);
        assertThat(Problem.of(refused("invalid_grant"))).isEqualTo(Problem.SIGN_IN_ENDED);
    }

    @Test
    void faultsOfTheApplicationAreItsOwn() {
        assertThat(Problem.of(new TokenStoreException("ehr", "SAFIRE-1501 ehr: inside")))
                .isEqualTo(Problem.NOT_NOW);
        assertThat(Problem.of(new ConfigurationException(
                        "ehr", "SAFIRE-0101 ehr: inside", ConfigurationException.Offenders.missing(List.of("a")))))
                .isEqualTo(Problem.NOT_SET_UP);
    }

    @Test
    void jobHasItsOwnWords() {
        assertThat(Problem.answeredToJob(403)).isEqualTo(Problem.JOB_NOT_ALLOWED);
        assertThat(Problem.answeredToJob(404)).isEqualTo(Problem.JOB_WITHOUT_ANSWER);
        assertThat(Problem.ofJob(new ProcessingException("refused"))).isEqualTo(Problem.JOB_WITHOUT_ANSWER);
        assertThat(Problem.ofJob(SILENT)).isEqualTo(Problem.JOB_WITHOUT_TOKEN);
    }

    private static TokenException refused(String error) {
        return new TokenException(
                "ehr",
                "SAFIRE-0501 ehr: inside",
                400,
                Json.createObjectBuilder().add("error", error).build(),
                List.of("error"));
    }
}
