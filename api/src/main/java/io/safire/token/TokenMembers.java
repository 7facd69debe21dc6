package io.safire.token;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lenient reader of JSON members. The result for a member that is missing, blank or of the wrong type is empty. */
record TokenMembers(JsonObject object) {

    private static final BigDecimal END_OF_9999 = BigDecimal.valueOf(253_402_300_799L);

    static JsonObjectBuilder objectBuilder() {
        return TokenJsonProvider.PROVIDER.createObjectBuilder();
    }

    Optional<String> string(String name) {
        return object.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    /** A single string counts as an array of one string. */
    List<String> strings(String name) {
        return object.get(name) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(value -> ((JsonString) value).getString())
                        .toList()
                : string(name).stream().toList();
    }

    Optional<Instant> instant(String name) {
        return object.get(name) instanceof JsonNumber number ? instant(number.bigDecimalValue()) : Optional.empty();
    }

    /** The result is empty for a negative value and for a time after the year 9999. */
    static Optional<Instant> instant(BigDecimal seconds) {
        return seconds.signum() < 0 || seconds.compareTo(END_OF_9999) > 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds.longValue()));
    }

    /** A cache of the JSON-P provider, whose lookup is slow. */
    private static final class TokenJsonProvider {
        private static final JsonProvider PROVIDER = JsonProvider.provider();
    }
}
