package io.safire.internal.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClientSettings;
import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EhrProfileTest {

    private static final Path GUIDE = Path.of("../../docs/guides/ehr-profiles.adoc");
    private static final Path FILES = Path.of("src/main/resources/io/safire/internal/config/ehr");
    private static final String START = "// tag::facts[]\n";
    private static final String END = "// end::facts[]";

    private static AuthorizeMethod authorizeMethod(String... settings) {
        return epic(settings).launches().authorizeMethod();
    }

    private static ServerSettings epic(String... settings) {
        Map<String, String> values = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return TestServers.epic(values);
    }

    @Test
    void setsDefaultOfProfile() {
        assertThat(authorizeMethod()).isEqualTo(AuthorizeMethod.AUTO);
        assertThat(authorizeMethod("profile=epic", "scopes=launch/patient openid"))
                .isEqualTo(AuthorizeMethod.GET);
        assertThat(authorizeMethod("profile=epic", "scopes=openid launch")).isEqualTo(AuthorizeMethod.AUTO);
        assertThat(authorizeMethod("profile=openemr", "scopes=launch/patient")).isEqualTo(AuthorizeMethod.AUTO);
    }

    @Test
    void prefersSettingToDefaultOfProfile() {
        ServerSettings settings = epic("profile=epic", "scopes=launch/patient", "authorize-method=post");
        assertThat(settings.launches().authorizeMethod()).isEqualTo(AuthorizeMethod.POST);
        assertThat(settings.profile().defaults()).isEmpty();
        assertThat(epic("profile=epic", "authorize-method= ").profile().defaults())
                .hasToString("[authorize-method=get]");
    }

    @Test
    void appliesProfileToClientInCode() {
        SmartClientSettings given = SmartClientSettings.builder("https://fhir.example/r4")
                .set("profile", "epic")
                .build();
        assertThat(CreatedClientSettings.read(given, Map.of(), new ArrayList<>())
                        .orElseThrow()
                        .launches()
                        .authorizeMethod())
                .isEqualTo(AuthorizeMethod.GET);
    }

    @Test
    void namesKnownProfilesForUnknownName() {
        assertThatThrownBy(() -> epic("profile=Epic", "scopes=a\"b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Invalid profile: Epic; valid: azure, epic, openemr, oracle-health.")
                .hasMessageContaining("safire.epic.profile")
                .hasMessageContaining("safire.epic.scopes");
    }

    @Test
    void namesProfileAsReasonForUnusedSetting() {
        Map<String, String> values = Map.of(
                "safire.epic.base-url", "https://fhir.example/r4",
                "safire.epic.profile", "epic",
                "safire.epic.login-origins", "https://login.example");
        ServerSettings settings = TestServers.of(values).read("epic");
        assertThat(new UnusedSettings(new MapConfig(values), settings).find())
                .containsExactly("safire.epic.login-origins (authorize-method is get in the EHR profile epic)");
    }

    @Test
    void recognizesAddressesOfEhrs() {
        Map<String, String> expected = Map.of(
                "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4", "epic",
                "https://epic.hospital.example/proxy/api/FHIR/R4/", "epic",
                "https://fhir-myrecord.cerner.com/r4/ec2458f2", "oracle-health",
                "https://authorization.cerner.com/tenants/ec2458f2/protocols/oauth2/profiles/smart-v1/token",
                        "oracle-health",
                "https://emr.example/apis/default/fhir", "openemr",
                "https://clinic-fhir.fhir.azurehealthcareapis.com", "azure");
        expected.forEach((url, name) -> assertThat(EhrProfile.recognize(List.of("https://a.example", url)))
                .map(EhrProfile::name)
                .hasValue(name));
        for (String url : List.of(
                "https://fhir.example/r4",
                "https://epic.com.attacker.example/r4",
                "https://fhir.example/?u=https://fhir.epic.com",
                "https://notepic.com/r4",
                "https://cerner.com.example/r4",
                "https://fhir.example/api/fhir/r4")) {
            assertThat(EhrProfile.recognize(List.of(url))).as(url).isEmpty();
        }
    }

    @Test
    void containsAtLeastThreeFactsWithSourceAndDate() {
        for (EhrProfile profile : EhrProfile.all()) {
            assertThat(profile.facts()).as(profile.name()).hasSizeGreaterThanOrEqualTo(3);
            for (EhrFact fact : profile.facts()) {
                assertThat(fact.source().getScheme()).isEqualTo("https");
                assertThat(fact.source().getHost()).isNotBlank();
                assertThat(fact.readOn()).isBetween(LocalDate.of(2026, 11, 1), LocalDate.of(2100, 1, 1));
                assertThat(fact.statement()).matches("[A-Z].*[^.]");
            }
            assertThat(profile.facts()).extracting(EhrFact::rule).doesNotHaveDuplicates();
        }
    }

    @Test
    void loadsEveryFile() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(EhrProfile.all())
                    .extracting(EhrProfile::name)
                    .containsExactlyElementsOf(new TreeSet<>(
                            files.map(file -> file.getFileName().toString().replace(".properties", ""))
                                    .toList()));
        }
        Set<EhrRule> used = new TreeSet<>();
        EhrProfile.all().forEach(profile -> profile.facts().forEach(fact -> used.add(fact.rule())));
        assertThat(used).containsExactly(EhrRule.values());
    }

    /** A profile must not widen access, and must not replace a setting that applies to all servers. */
    @Test
    void setsOnlyChoicesThatGiveNoAccess() {
        for (EhrProfile profile : EhrProfile.all()) {
            for (EhrDefault value : profile.defaultsFor(scope -> false)) {
                assertThat(value.setting()).isIn(Setting.AUTHORIZE_METHOD);
                assertThat(value.setting().isCommon()).isFalse();
                assertThatCode(() -> TestServers.epic(Map.of(value.setting().key(), value.value())))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void guideListsFacts() throws IOException {
        String table = EhrProfile.all().stream().map(EhrProfileTest::section).collect(joining("\n"));
        String text = Files.readString(GUIDE);
        int start = text.indexOf(START) + START.length();
        String expected = text.substring(0, start) + table + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, expected);
        }
        assertThat(Files.readString(GUIDE)).isEqualTo(expected);
    }

    private static String section(EhrProfile profile) {
        return profile.facts().stream()
                .map(fact -> "|" + fact.statement() + " |`"
                        + fact.rule().setting().key() + "` |"
                        + fact.defaultValue().map(EhrProfileTest::describe).orElse("") + " |" + fact.source()
                        + "[source], " + fact.readOn())
                .collect(joining(
                        "\n",
                        "== " + profile.title() + "\n\n`profile=" + profile.name()
                                + "`\n\n[cols=\"5,2,2,2\"]\n|===\n|Fact |Setting to check |Default of the profile |Source, date of reading\n\n",
                        "\n|===\n"));
    }

    private static String describe(EhrDefault value) {
        return "`" + value + "`"
                + (value.unlessScope().isEmpty() ? "" : " unless the scopes contain `" + value.unlessScope() + "`");
    }
}
