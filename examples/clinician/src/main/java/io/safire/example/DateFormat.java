package io.safire.example;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A formatter of FHIR dates and times for display. */
final class DateFormat {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    /** Keeps the time zone of the record, which usually is the patient's time zone. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'xxx", Locale.ENGLISH);

    private DateFormat() {}

    /** Formats a FHIR date or time. Returns a year, or a text that is not a FHIR date, unchanged. */
    static String format(String date) {
        try {
            if (date.contains("T")) {
                return TIME.format(OffsetDateTime.parse(date)).replace("UTC+00:00", "UTC");
            }
            return switch (date.length()) {
                case 7 -> MONTH.format(YearMonth.parse(date));
                case 10 -> DAY.format(LocalDate.parse(date));
                default -> date;
            };
        } catch (DateTimeException notADate) {
            return date;
        }
    }
}
