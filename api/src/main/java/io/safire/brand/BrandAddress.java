package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Where a brand can be visited; often no more than a town or a postal code.
 *
 * @param lines street and number
 * @param city the town
 * @param state the state or region
 * @param postalCode the postal code
 * @param country the country
 */
public record BrandAddress(
        List<String> lines,
        Optional<String> city,
        Optional<String> state,
        Optional<String> postalCode,
        Optional<String> country) {

    /** Checks and copies. */
    public BrandAddress {
        lines = List.copyOf(lines);
        requireNonNull(city, "city");
        requireNonNull(state, "state");
        requireNonNull(postalCode, "postalCode");
        requireNonNull(country, "country");
    }
}
