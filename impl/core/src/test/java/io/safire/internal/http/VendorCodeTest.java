package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.TestServers;
import io.safire.internal.config.Setting;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VendorCodeTest {

    private static final String CERNER = "https://authorization.cerner.com/errors/";

    private static Optional<Finding> cause(String error) {
        return VendorCode.cause(TestServers.epic(), error, Step.TOKEN);
    }

    @Test
    void namesCauseAndSetting() {
        Finding cause = cause("AADSTS7000222: The provided client secret keys are expired.")
                .orElseThrow();
        assertThat(cause.observed()).contains("AADSTS7000222", "the client secret has expired");
        assertThat(cause.configurationKey()).hasValue("safire.epic.client-secret");
        assertThat(cause.step()).isEqualTo(Step.TOKEN);
    }

    @Test
    void decodesErrorUriAndPrefersLongerCode() {
        String encoded = CERNER + "urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Agrant%3Ainvalid-redirect-uri";
        assertThat(cause(encoded + "/instances/1").orElseThrow().observed()).doesNotContain("slash");
        assertThat(cause(encoded + "-trailing-slash/instances/1").orElseThrow().observed())
                .contains("differ in the slash");
    }

    @Test
    void findsNoCauseInOtherErrors() {
        assertThat(cause("invalid_client — 100 % unknown")).isEmpty();
    }

    @Test
    void statesSourceDateAndKnownSetting() {
        List<String> settings =
                Arrays.stream(Setting.values()).map(Setting::key).toList();
        for (VendorCode code : VendorCode.all()) {
            assertThat(code.source()).as(code.code()).isNotBlank();
            assertThat(code.meaning()).as(code.code()).isNotBlank();
            assertThat(code.readOn()).as(code.code()).isBetween(LocalDate.of(2026, 11, 1), LocalDate.of(2100, 1, 1));
            assertThat(code.setting().isEmpty() || settings.contains(code.setting()))
                    .as(code.code())
                    .isTrue();
        }
        assertThat(new HashSet<>(VendorCode.all().stream().map(VendorCode::code).toList()))
                .hasSameSizeAs(VendorCode.all());
    }
}
