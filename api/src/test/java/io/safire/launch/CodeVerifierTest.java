package io.safire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeVerifierTest {

    private static final String RFC_7636_APPENDIX_B = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @Test
    void computesChallengeOfRfc7636AppendixB() {
        assertThat(new CodeVerifier(RFC_7636_APPENDIX_B).challenge())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void createsUniqueVerifierOf128Characters() {
        SecureRandom random = new SecureRandom();
        assertThat(CodeVerifier.random(random).value())
                .matches("[A-Za-z0-9_-]{128}")
                .isNotEqualTo(CodeVerifier.random(random).value());
    }

    @Test
    void acceptsLengthsAndCharactersOfRfc7636() {
        for (String value : List.of("a".repeat(43), "a".repeat(128), "-._~" + "A9".repeat(20))) {
            assertThat(new CodeVerifier(value).value()).isEqualTo(value);
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void rejectsOtherLengthsAndCharactersWithoutRevealingValue() {
        for (String value : List.of("", "a".repeat(42), "a".repeat(129))) {
            assertThatThrownBy(() -> new CodeVerifier(value))
                    .isInstanceOfSatisfying(ValidationException.class, invalid -> assertThat(invalid.attribute())
                            .isEqualTo("code_verifier"))
                    .hasMessageStartingWith(
                            "SAFIRE-0005 Validation failed for code_verifier: it must have from 43 to 128 characters, but has "
                                    + value.length() + ".");
        }
        assertThatThrownBy(() -> new CodeVerifier(null)).hasMessageContaining("but has 0.");
        for (String character : List.of("+", "/", "=", " ", "\u00e9", "\n")) {
            assertThatThrownBy(() -> new CodeVerifier("s3cret".repeat(8) + character))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("characters that RFC 7636 does not allow")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void masksValue() {
        assertThat(new CodeVerifier(RFC_7636_APPENDIX_B)).hasToString("CodeVerifier[value=***]");
    }
}
