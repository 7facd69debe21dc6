package io.safire.brand;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A location of a brand, which often has only a city or a postal code.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface BrandAddress {

    /** {@return the address lines, such as street and number} */
    List<String> lines();

    /** {@return the city; empty if the bundle does not contain it} */
    Optional<String> city();

    /** {@return the state or region; empty if the bundle does not contain it} */
    Optional<String> state();

    /** {@return the postal code; empty if the bundle does not contain it} */
    Optional<String> postalCode();

    /** {@return the country; empty if the bundle does not contain it} */
    Optional<String> country();

    /**
     * Creates a location.
     *
     * @param lines the address lines, such as street and number
     * @param city the city; null if unknown
     * @param state the state or region; null if unknown
     * @param postalCode the postal code; null if unknown
     * @param country the country; null if unknown
     * @return the location
     */
    static BrandAddress of(
            List<String> lines,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country) {
        return new BrandAddressRecord(
                lines,
                Optional.ofNullable(city),
                Optional.ofNullable(state),
                Optional.ofNullable(postalCode),
                Optional.ofNullable(country));
    }
}
