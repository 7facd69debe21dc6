package io.safire.token;

import static io.safire.token.Permission.READ;
import static io.safire.token.Permission.SEARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    @ParameterizedTest
    @CsvSource({
        "patient/A.r patient/A.s, patient/A.rs",
        "patient/A.read patient/A.write, patient/A.*",
        "patient/A.read patient/A.c, patient/A.crs",
        "patient/A.rs openid patient/*.read launch, openid patient/*.read launch",
        "patient/A.cruds patient/*.rs, patient/A.cud patient/*.rs",
        "patient/A.* patient/*.read, patient/A.write patient/*.read",
        "patient/A.rs?a=b patient/A.r, patient/A.s?a=b patient/A.r",
        "patient/A.rs?a=b patient/A.rs?b=c&a=b, patient/A.rs?a=b",
        "patient/A.rs?a=b&c=d patient/A.c?c=d&a=b, patient/A.crs?a=b&c=d",
        "patient/A.rs?a=b patient/*.rs?a=b, patient/*.rs?a=b",
        "patient/A.rs?a=b patient/A.rs?a=c, patient/A.rs?a=b patient/A.rs?a=c",
        "patient/A.rs user/*.rs, patient/A.rs user/*.rs",
        "launch/list?role=a launch/list?role=b, launch/list?role=a launch/list?role=b"
    })
    void simplifiesToEquivalentScopes(String text, String shortest) {
        Scopes scopes = Scopes.parse(text);
        assertThat(scopes.simplify()).hasToString(shortest);
        assertThat(scopes.simplify().isEquivalentTo(scopes)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "patient/*.rs, patient/*.r, patient/*.s",
        "patient/*.read, patient/*.r, patient/*.s",
        "patient/*.read, patient/*.rs, ''",
        "patient/A.rs openid launch, patient/*.s launch patient/B.r, patient/A.r openid",
        "patient/A.rs?a=b, patient/A.rs, ''",
        "patient/A.read, patient/A.rs?a=b, patient/A.read",
        "patient/A.r, patient/A.s, patient/A.r"
    })
    void returnsScopesThatOtherSetDoesNotCover(String wanted, String granted, String uncovered) {
        assertThat(Scopes.parse(wanted).notCoveredBy(Scopes.parse(granted))).hasToString(uncovered);
        assertThat(Scopes.parse(granted).covers(Scopes.parse(wanted))).isEqualTo(uncovered.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "patient/*.rs launch, patient/A.cr patient/B.s user/A.rs launch, patient/A.r patient/B.s launch",
        "patient/A.rs?a=b, patient/*.r?c=d, patient/A.r?a=b&c=d",
        "patient/*.read, patient/A.*, patient/A.read",
        "patient/*.read, patient/A.cruds, patient/A.rs",
        "patient/A.rs, patient/B.rs, ''",
        "openid, fhirUser, ''"
    })
    void intersectsScopesByMeaning(String one, String other, String common) {
        assertThat(Scopes.parse(one).intersection(Scopes.parse(other))).hasToString(common);
        assertThat(Scopes.parse(other).intersection(Scopes.parse(one)).isEquivalentTo(Scopes.parse(common)))
                .isTrue();
    }

    @Test
    void simplifiesUnion() {
        assertThat(Scopes.parse("patient/A.r openid").union(Scopes.parse("patient/A.s patient/A.r?x=y")))
                .hasToString("patient/A.rs openid");
        assertThat(Scopes.of(ResourceScope.patient("A", READ), LaunchScope.ehr())
                        .covers(ResourceScope.patient("A", READ, SEARCH)))
                .isFalse();
    }

    @Test
    void convertsScopesToUrisAndBack() {
        Scopes scopes = Scopes.parse("openid launch/patient patient/*.r");
        assertThat(scopes.uris()).element(2).isEqualTo("http://smarthealthit.org/fhir/scopes/patient/*.r");
        assertThat(Scopes.ofUris(scopes.uris())).isEqualTo(scopes);
    }

    @Test
    void translatesToV1AndReportsLosses() {
        Scopes two = Scopes.parse("openid patient/A.rs patient/B.cud patient/C.cruds");
        assertThat(two.translate(metadata("permission-v1")))
                .isEqualTo(new ScopeTranslation(
                        Scopes.parse("openid patient/A.read patient/B.write patient/C.*"), List.of()));
        Scopes finer = Scopes.parse("patient/A.r patient/B.cr patient/C.rs?a=b patient/D.read");
        ScopeTranslation lossy = finer.translate(metadata("permission-v1"));
        assertThat(lossy.scopes()).hasToString("patient/A.read patient/B.* patient/C.read patient/D.read");
        assertThat(lossy.isExact()).isFalse();
        assertThat(lossy.losses().stream().map(Finding::message))
                .satisfiesExactly(
                        one -> assertThat(one).contains("patient/A.r became patient/A.read"),
                        one -> assertThat(one).contains("patient/B.cr became patient/B.*"),
                        one -> assertThat(one).contains("patient/C.rs?a=b", "constraints"));
    }

    @Test
    void translatesV1ToV2WithoutLoss() {
        Scopes one = Scopes.parse("launch patient/A.read patient/*.write user/C.*");
        ScopeTranslation translation = one.translate(metadata("permission-v2"));
        assertThat(translation.scopes()).hasToString("launch patient/A.rs patient/*.cud user/C.cruds");
        assertThat(translation.isExact()).isTrue();
        assertThat(translation.scopes().isEquivalentTo(one)).isTrue();
        assertThat(one.translate(metadata("permission-v1", "permission-v2")).scopes())
                .isEqualTo(one);
        assertThat(one.translate(metadata()).scopes()).isEqualTo(one);
        Scopes mixed = Scopes.parse("patient/A.read patient/B.rs");
        assertThat(mixed.translate(metadata("permission-v1", "permission-v2")).scopes())
                .hasToString("patient/A.rs patient/B.rs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "patient/*.rs; every resource type",
                "patient/A.sr; order cruds",
                "launch/list?role=a&role=b; more than one role",
                "patient/A.rs patient/B.read; mixed",
                "openid,fhirUser; comma",
                "launch/Patient; lower case"
            })
    void reportsMistakesAndDiscouragedScopes(String text, String words) {
        assertThat(Scopes.parse(text).findings(TokenFlow.AUTHORIZATION_CODE))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.member()).contains("scope");
                    assertThat(finding.message()).contains(words);
                });
    }

    @Test
    void reportsNothingForValidScopes() {
        Scopes scopes = Scopes.parse("launch launch/list?role=a launch/list?role=b openid fhirUser patient/A.rs?a=b,c"
                + " system/Patient.$export user/allergy.read custom");
        assertThat(scopes.findings(TokenFlow.AUTHORIZATION_CODE)).isEmpty();
        assertThat(Scopes.parse("system/A.rs").findings(TokenFlow.CLIENT_CREDENTIALS))
                .isEmpty();
        assertThat(Scopes.parse("user/A.rs patient/A.rs").findings(TokenFlow.CLIENT_CREDENTIALS))
                .hasSize(2);
    }

    @Test
    void reportsSyntaxThatServerDoesNotSupport() {
        Scopes one = Scopes.parse("patient/A.read");
        Scopes two = Scopes.parse("patient/A.rs");
        assertThat(one.findings(TokenFlow.AUTHORIZATION_CODE, metadata("permission-v2")))
                .hasSize(1);
        assertThat(two.findings(TokenFlow.AUTHORIZATION_CODE, metadata("permission-v1")))
                .hasSize(1);
        assertThat(one.findings(TokenFlow.AUTHORIZATION_CODE, metadata("permission-v1")))
                .isEmpty();
        assertThat(two.findings(TokenFlow.AUTHORIZATION_CODE, metadata("permission-v2")))
                .isEmpty();
        assertThat(two.findings(TokenFlow.AUTHORIZATION_CODE, metadata())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openid,fhirUser",
                "openid, fhirUser",
                "patient/A.rs?a=b,",
                "patient/A.sr",
                "patient/A",
                "user/A.reed",
                "launch/list?role=a&role=b",
                "launch/Patient"
            })
    void quotesScopeWithTypoInStrictMode(String text) {
        assertThat(Scopes.parse(text)).hasToString(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scopes.parseStrictly("launch " + text))
                .withMessageContaining(text.split(" ")[0] + ": ");
    }

    /** A comparison of all pairs would take hours. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void comparesLongScopeListsInLinearTime() {
        Scopes granted = Scopes.parse(IntStream.range(0, 200_000)
                .mapToObj(number -> "patient/A.rs?a=" + number)
                .collect(Collectors.joining(" ")));
        Scopes requested = Scopes.parse("patient/A.rs patient/A.rs?a=7");
        assertThat(ScopeReport.of(requested, granted).missing()).hasToString("patient/A.rs");
        assertThat(granted.intersection(Scopes.of("patient/A.r")).values()).hasSize(200_000);
    }

    @Test
    void comparesRequestedAndGrantedByMeaning() {
        ScopeReport report = ScopeReport.of(
                Scopes.parse("launch patient/*.read offline_access"), Scopes.parse("patient/A.rs launch"));
        assertThat(report.missing()).hasToString("patient/*.read offline_access");
        assertThat(report.extra().isEmpty()).isTrue();
        assertThat(report.isComplete()).isFalse();
        assertThat(ScopeReport.of(Scopes.parse("patient/A.read"), Scopes.parse("patient/A.cruds openid")))
                .satisfies(other -> {
                    assertThat(other.isComplete()).isTrue();
                    assertThat(other.extra()).hasToString("patient/A.cud openid");
                });
    }

    private static SmartMetadata metadata(String... capabilities) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List.of(capabilities).forEach(array::add);
        return new SmartMetadata(
                URI.create("https://fhir.example"),
                Json.createObjectBuilder().add("capabilities", array).build());
    }
}
