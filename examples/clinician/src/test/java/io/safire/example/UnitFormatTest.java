package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFormatTest {

    @ParameterizedTest
    @CsvSource({
        "/min,per minute",
        "Cel,°C",
        "mm[Hg],mmHg",
        "kg/m2,kg/m²",
        "ug/L,µg/L",
        "umol/L,µmol/L",
        "mg{creat},mg",
        "g/dL,g/dL",
        "beats/minute,beats/minute",
        "unit,unit"
    })
    void formatsUcumCodes(String code, String expected) {
        assertThat(UnitFormat.format(code)).isEqualTo(expected);
    }
}
