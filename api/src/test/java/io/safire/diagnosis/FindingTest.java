package io.safire.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Finding COMPLETE = Finding.builder("X-1", Step.TOKEN, "observed.")
            .severity(Severity.RISK)
            .confidence(Confidence.POSSIBLE)
            .expected("expected")
            .action("Act.")
            .configurationKey("safire.epic.kid")
            .section("RFC 6749, section 5.2")
            .build();

    @Test
    void isBrokenAndProvenUnlessSet() {
        Finding finding = Finding.builder("X-1", Step.TOKEN, "observed").build();
        assertThat(finding.severity()).isEqualTo(Severity.BROKEN);
        assertThat(finding.confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(finding.expected()).isEmpty();
        assertThat(finding.message()).isEqualTo("observed");
    }

    @Test
    void copyWithMemberKeepsOtherComponents() {
        Finding copy = COMPLETE.withMember("kid");
        assertThat(copy)
                .isNotEqualTo(COMPLETE)
                .usingRecursiveComparison()
                .ignoringFields("member")
                .isEqualTo(COMPLETE);
        assertThat(copy.member()).contains("kid");
        assertThat(copy).isEqualTo(COMPLETE.withMember("kid")).hasToString("X-1 observed. Act.");
    }

    @Test
    void showsControlCharactersAsSpaces() {
        Finding finding = Finding.builder("X-1", Step.TOKEN, "a\r\nb\u202ec")
                .action("d\u0000e")
                .member("f\u2028g")
                .build();
        assertThat(finding.message()).isEqualTo("a b c d e");
        assertThat(finding.member()).contains("f g");
    }

    @Test
    void failureRequiresCodeAndFinding() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Failure("X-1", null, "failed", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Failure.of(" ", null, Step.TOKEN, "failed"));
    }

    @Test
    void catalogueSetsPropertiesOfFinding() {
        Finding finding = ApiMessage.METADATA_NO_S256.finding("code_challenge_methods_supported");
        assertThat(finding.id()).isEqualTo("SAFIRE-0017");
        assertThat(finding.step()).isEqualTo(Step.DISCOVERY);
        assertThat(finding.severity()).isEqualTo(Severity.WRONG);
        assertThat(finding.expected()).contains("code_challenge_methods_supported contains S256");
        assertThat(finding.section()).contains("SMART App Launch 2.2.0, section Metadata");
        assertThat(ApiMessage.NO_REFRESH_TOKEN.finding("none").action().orElseThrow())
                .startsWith("Add offline_access");
    }

    @Test
    void textAndFindingsShowCausesByRank() {
        Finding certain = Finding.builder("X-2", Step.TOKEN, "Certain.").build();
        Failure failure = ApiMessage.RETURN_PATH.formatWithCauses("epic", List.of(COMPLETE, certain), "blank");
        assertThat(failure.findings()).containsExactly(certain, COMPLETE);
        assertThat(failure.message())
                .startsWith("SAFIRE-0004 epic: ")
                .endsWith(" Certain. Also possible: observed (X-1).");
    }

    @Test
    void copiesRequestToAdministrator() {
        Finding finding = Finding.builder("SAFIRE-0607", Step.TOKEN, "The key is unknown.")
                .administratorRequest("Please register\nthe key.")
                .build();
        assertThat(finding.administratorRequest()).contains("Please register the key.");
        assertThat(finding.withMember("kid").administratorRequest()).contains("Please register the key.");
        Finding other = finding.withAdministratorRequest("Please read the JWKS again.");
        assertThat(other.administratorRequest()).contains("Please read the JWKS again.");
        assertThat(other)
                .isNotEqualTo(finding)
                .isEqualTo(finding.withAdministratorRequest("Please read the JWKS again."));
        assertThat(ApiMessage.SCOPE_TYPO.finding("openid", "is wrong").administratorRequest())
                .isEmpty();
        assertThat(ApiMessage.METADATA_MISSING.finding("issuer", "").administratorRequest())
                .contains("The SMART configuration of the server lacks the member issuer. Please add this member.");
    }
}
