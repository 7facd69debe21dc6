package io.safire.brand;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identifier by which all bundles identify the same brand.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface BrandIdentifier {

    /**
     * {@return the system of the identifier, such as {@code urn:ietf:rfc:3986} for the URL of the organization's web
     * site; empty if the bundle does not contain it}
     */
    Optional<String> system();

    /** {@return the value of the identifier} */
    String value();

    /**
     * Creates an identifier.
     *
     * @param system the system of the identifier, such as {@code urn:ietf:rfc:3986} for the URL of the organization's
     *     web site; null if unknown
     * @param value the value of the identifier
     * @return the identifier
     */
    static BrandIdentifier of(@Nullable String system, String value) {
        return new BrandIdentifierRecord(Optional.ofNullable(system), value);
    }
}
