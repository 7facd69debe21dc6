package io.safire.brand;

import java.util.List;
import java.util.Optional;

record BrandAddressRecord(
        List<String> lines,
        Optional<String> city,
        Optional<String> state,
        Optional<String> postalCode,
        Optional<String> country)
        implements BrandAddress {

    BrandAddressRecord {
        lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
        return "BrandAddress[lines=" + lines + ", city=" + city.orElse(null) + ", state=" + state.orElse(null)
                + ", postalCode=" + postalCode.orElse(null) + ", country=" + country.orElse(null) + "]";
    }
}
