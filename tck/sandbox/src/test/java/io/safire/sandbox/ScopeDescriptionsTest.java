package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeDescriptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patient/Observation.rs|Read the patient’s vital signs and laboratory results",
                "patient/Observation.read|Read the patient’s vital signs and laboratory results",
                "patient/Patient.r|Read the patient’s name, birth date and other personal details",
                "patient/*.cruds|Add, read, change and delete the patient’s whole record",
                "user/DiagnosticReport.s|Read the diagnostic reports of every patient that you can see",
                "system/Condition.cu|Add and change the diagnoses of every patient, without a user",
                "'patient/Observation.rs?category=http://x.example/c|vital-signs'"
                        + "|Read the patient’s vital signs and laboratory results, only with category vital-signs",
                "launch|Know which record you have open",
                "openid|Know who you are",
                "fhirUser|See your name and your role",
                "offline_access|Keep this access after you have closed the application",
                "made-up|Another permission"
            })
    void describesScope(String scope, String words) {
        assertThat(ScopeDescriptions.describe(scope)).isEqualTo(words);
    }
}
