package io.safire.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ValidationException;
import io.safire.internal.TestServers;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.launch.AuthorizationCode;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exchange of a code without its authorization request. */
class AuthorizationCodeValidatorTest {

    /** The code verifier of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String REDIRECT_URI = "https://app.example/callback";
    private static final String ISSUER = "https://as.example";
    private static final AuthorizationCode CODE =
            AuthorizationCode.of("SplxlOBeZQQYbYS6WxSbIA", VERIFIER, REDIRECT_URI);

    private final AuthorizationCodeValidator validator =
            new AuthorizationCodeValidator(TestServers.epic(), new MixUpDefense(List::of));

    @Test
    void acceptsCompleteCode() {
        assertThatCode(() -> validator.requireValid(CODE)).doesNotThrowAnyException();
        assertThatCode(() -> validator.requireValid(CODE.withNonce("n-0S6_WzA2Mj")))
                .doesNotThrowAnyException();
    }

    @Test
    void rejectsMissingAndBlankValues() {
        for (String blank : List.of("", " ")) {
            assertRejected(AuthorizationCode.of(blank, VERIFIER, REDIRECT_URI), "code", "it is missing or blank");
            assertRejected(AuthorizationCode.of("c", blank, REDIRECT_URI), "code_verifier", "it is missing or blank");
            assertRejected(AuthorizationCode.of("c", VERIFIER, blank), "redirect_uri", "it is missing or blank");
            assertRejected(CODE.withNonce(blank), "nonce", "it is missing or blank");
        }
    }

    @Test
    void rejectsVerifierThatRfc7636DoesNotAllow() {
        assertRejected(
                AuthorizationCode.of("c", VERIFIER.substring(1), REDIRECT_URI),
                "code_verifier",
                "it must have from 43 to 128 characters, but has 42");
        assertRejected(
                AuthorizationCode.of("c", VERIFIER + "+", REDIRECT_URI),
                "code_verifier",
                "it contains characters that RFC 7636 does not allow");
    }

    @Test
    void rejectsCodeThatRfc6749DoesNotAllow() {
        assertThatThrownBy(() -> validator.requireValid(AuthorizationCode.of("a\u00e9", VERIFIER, REDIRECT_URI)))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.attribute()).isEqualTo("code");
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0410");
                    assertThat(rejected.reason()).isEqualTo("it contains characters that RFC 6749 does not allow");
                });
    }

    /** RFC 9207, section 2.4. */
    @Test
    void validatesIssuerThatApplicationPasses() {
        assertThat(validator.validateIssuer(CODE.withIss(ISSUER), metadata(true)))
                .isEmpty();
        assertThat(validator.validateIssuer(CODE, metadata(false))).isEmpty();
        assertThat(validator.validateIssuer(CODE, Optional.empty())).isEmpty();
        assertThatThrownBy(() -> validator.validateIssuer(CODE.withIss("https://evil.example"), metadata(false)))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.attribute()).isEqualTo("iss");
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0403");
                })
                .hasMessageContaining("https://evil.example");
    }

    @Test
    void reportsAnnouncedIssuerThatApplicationDoesNotPass() {
        List<Finding> findings = validator.validateIssuer(CODE, metadata(true));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("SAFIRE-0417");
            assertThat(finding.member()).contains("iss");
        });
    }

    private void assertRejected(AuthorizationCode code, String attribute, String reason) {
        assertThatThrownBy(() -> validator.requireValid(code))
                .as(attribute)
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.attribute()).isEqualTo(attribute);
                    assertThat(rejected.reason()).isEqualTo(reason);
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0416");
                })
                .hasMessageContaining(attribute + ": " + reason);
    }

    private static Optional<SmartMetadata> metadata(boolean isAnnounced) {
        JsonObjectBuilder members = Json.createObjectBuilder().add("issuer", ISSUER);
        if (isAnnounced) {
            members.add("authorization_response_iss_parameter_supported", true);
        }
        return Optional.of(new SmartMetadata(URI.create("https://fhir.example/r4"), members.build()));
    }
}
