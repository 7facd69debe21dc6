package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A location of a brand, which often has only a city or a postal code.
 *
 * @param lines street and number
 * @param state the state or region
 * @since 1.0
 */
public record BrandAddress(
        List<String> lines,
        Optional<String> city,
        Optional<String> state,
        Optional<String> postalCode,
        Optional<String> country) {

    public BrandAddress {
        lines = List.copyOf(lines);
        requireNonNull(city, "city");
        requireNonNull(state, "state");
        requireNonNull(postalCode, "postalCode");
        requireNonNull(country, "country");
    }
}
