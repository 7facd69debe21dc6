package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1984-03-12|12 March 1984",
                "1984-03|March 1984",
                "1984|1984",
                "2026-10-01T08:05:00Z|1 October 2026, 08:05 UTC",
                "2026-10-01T08:05:00.123+02:00|1 October 2026, 08:05 UTC+02:00",
                "2026-02-30|2026-02-30",
                "yesterday|yesterday",
                "sometimes.|sometimes."
            })
    void formatsFhirDates(String date, String expected) {
        assertThat(DateFormat.format(date)).isEqualTo(expected);
    }
}
