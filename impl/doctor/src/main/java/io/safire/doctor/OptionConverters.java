package io.safire.doctor;

import io.safire.diagnosis.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The converters of option values. */
final class OptionConverters {

    private OptionConverters() {}

    /** A converter for durations such as {@code 10s}, {@code 2m} and {@code PT10S}. */
    static final class OfDuration implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            String upper = text.strip().toUpperCase(Locale.ROOT);
            String iso = upper.startsWith("P") ? upper : "PT" + upper + (upper.matches("\\d+") ? "S" : "");
            try {
                Duration duration = Duration.parse(iso);
                if (!duration.isNegative() && !duration.isZero()) {
                    return duration;
                }
            } catch (DateTimeParseException notADuration) {
                // reported below together with a duration that is not positive
            }
            throw new TypeConversionException("'" + text + "' is not a positive duration such as 10s, 2m or PT10S");
        }
    }

    /** A converter for a time such as {@code 2027-01-31T12:00:00Z}, or the beginning of a day in UTC. */
    static final class OfTime implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException notATime) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a date such as 2027-01-31 nor a time such as 2027-01-31T12:00:00Z");
            }
        }
    }

    /** A converter for the lowest severity of a finding that counts as a failure. */
    static final class OfSeverity implements ITypeConverter<Severity> {

        @Override
        public Severity convert(String text) {
            return switch (text) {
                case "broken" -> Severity.BROKEN;
                case "wrong" -> Severity.WRONG;
                case "risk" -> Severity.RISK;
                default -> throw new TypeConversionException("'" + text + "' is not broken, wrong or risk");
            };
        }
    }
}
