package io.safire.token;

import static io.safire.token.Permission.CREATE;
import static io.safire.token.Permission.DELETE;
import static io.safire.token.Permission.READ;
import static io.safire.token.Permission.SEARCH;
import static io.safire.token.Permission.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/*.read",
                "user/Observation.write",
                "system/*.*",
                "patient/*.cruds",
                "patient/Observation.rs",
                "system/Patient.c",
                "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory",
                "user/Observation.s?category=laboratory&status=final",
                "launch",
                "launch/patient",
                "launch/diagnosticreport",
                "launch/list?role=https://example.org/med-list-at-home",
                "openid",
                "x.custom:thing"
            })
    void restoresTextOfParsedScope(String text) {
        assertThat(Scope.parse(text).value()).isEqualTo(text);
        assertThat(Scope.parse(text).toString()).isEqualTo(text);
        assertThat(Scope.ofUri(Scope.parse(text).uri())).isEqualTo(Scope.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/*.sr",
                "patient/*.rr",
                "patient/*.",
                "patient/observation.rs",
                "Patient/Observation.rs",
                "patient/Observation.rs?",
                "patient/Observation.rs?category",
                "patient/Observation.rs?category=",
                "patient/Observation.rs?a=b&",
                "patient/Observation.rs?a=%zz",
                "patient/Observation.rs?a=%C3",
                "patient/Observation.read?category=laboratory",
                "system/Patient.$export",
                "launch/Patient",
                "launch/list?role=",
                "launch/list?role=a&role=b",
                "launch?role=a"
            })
    void parsesOtherTextAsNamedScope(String text) {
        assertThat(Scope.parse(text)).isEqualTo(new NamedScope(text));
    }

    @Test
    void parsesPartsOfResourceScope() {
        ResourceScope scope = (ResourceScope) Scope.parse("user/Observation.cru?code=a%26b&status=final");
        assertThat(scope.level()).isEqualTo(AccessLevel.USER);
        assertThat(scope.resourceType()).isEqualTo("Observation");
        assertThat(scope.permissions()).containsExactly(CREATE, READ, UPDATE);
        assertThat(scope.constraints())
                .containsExactly(new ScopeConstraint("code", "a&b"), new ScopeConstraint("status", "final"));
        assertThat(scope.value()).isEqualTo("user/Observation.cru?code=a%26b&status=final");
    }

    @Test
    void buildsResourceScopesWithLettersInOrder() {
        assertThat(ResourceScope.patient("Observation", SEARCH, READ).where("category", "laboratory"))
                .hasToString("patient/Observation.rs?category=laboratory");
        assertThat(ResourceScope.user(ResourceScope.ANY_TYPE, DELETE, CREATE, SEARCH, UPDATE, READ))
                .hasToString("user/*.cruds");
        assertThat(ResourceScope.system("Patient", READ)
                        .where("name", "Añ \"b\"")
                        .value())
                .isEqualTo("system/Patient.r?name=A%C3%B1%20%22b%22");
        assertThat(Scope.parse("system/Patient.r?name=A%C3%B1%20%22b%22"))
                .isEqualTo(ResourceScope.system("Patient", READ).where("name", "Añ \"b\""));
    }

    @Test
    void rejectsMalformedScopeParts() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("observation", READ));
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("Observation.rs launch", READ));
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("Observation"));
        ResourceScope scope = ResourceScope.patient("Observation", READ);
        assertThatIllegalArgumentException().isThrownBy(() -> scope.where("a=b&c", "d"));
        assertThatIllegalArgumentException().isThrownBy(() -> scope.where("category", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ResourceScope(AccessLevel.USER, "Patient", Set.of(READ), List.of(), ScopeSyntax.V1));
        assertThatIllegalArgumentException().isThrownBy(() -> LaunchScope.of("Diagnostic Report"));
        assertThatIllegalArgumentException().isThrownBy(() -> LaunchScope.ehr().withRole("a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchScope.patient().withRole(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaunchScopeRecord(Optional.of("Patient"), Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new NamedScope("open id"));
        assertThatIllegalArgumentException().isThrownBy(() -> new NamedScope("patient/*.rs"));
    }

    @Test
    void buildsLaunchScopes() {
        assertThat(LaunchScope.ehr()).hasToString("launch");
        assertThat(LaunchScope.patient()).hasToString("launch/patient");
        assertThat(LaunchScope.encounter()).hasToString("launch/encounter");
        assertThat(LaunchScope.of("DiagnosticReport")).hasToString("launch/diagnosticreport");
        assertThat(LaunchScope.of("List").withRole("at home & away").value())
                .isEqualTo("launch/list?role=at%20home%20%26%20away");
    }

    @ParameterizedTest
    @CsvSource({
        "patient/*.r, http://smarthealthit.org/fhir/scopes/patient/*.r",
        "launch/patient, http://smarthealthit.org/fhir/scopes/launch/patient",
        "fhirUser, http://smarthealthit.org/fhir/scopes/fhirUser",
        "offline_access, http://smarthealthit.org/fhir/scopes/offline_access",
        "openid, http://openid.net/specs/openid-connect-core-1_0#openid",
        "profile, http://openid.net/specs/openid-connect-core-1_0#profile",
        "https://as.example/scope/x, https://as.example/scope/x"
    })
    void convertsScopeToUriAndBack(String scope, String uri) {
        assertThat(Scope.parse(scope).uri()).isEqualTo(uri);
        assertThat(Scope.ofUri(uri).value()).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "patient/*.read, patient/*.rs, true",
        "patient/*.rs, patient/*.read, true",
        "patient/*.cud, patient/*.write, true",
        "patient/*.*, patient/*.cruds, true",
        "patient/*.rs, patient/Observation.r, true",
        "patient/Observation.rs, patient/*.rs, false",
        "patient/*.r, patient/*.rs, false",
        "user/*.cruds, patient/Observation.r, false",
        "patient/Observation.rs, patient/Observation.rs?category=a, true",
        "patient/Observation.rs?category=a, patient/Observation.rs, false",
        "patient/Observation.rs?category=a, patient/Observation.r?status=b&category=a, true",
        "patient/Observation.rs?a=x&b=y, patient/Observation.rs?b=y&a=x, true",
        "patient/Observation.rs?a=x%7Cy, patient/Observation.rs?a=x|y, true",
        "patient/Observation.rs?category=a, patient/Observation.rs?category=b, false",
        "launch/patient, launch/patient, true",
        "launch, launch/patient, false",
        "launch/list, launch/list?role=a, false",
        "openid, openid, true",
        "openid, fhirUser, false"
    })
    void coversByMeaning(String one, String other, boolean covers) {
        assertThat(Scope.parse(one).covers(Scope.parse(other))).isEqualTo(covers);
    }
}
