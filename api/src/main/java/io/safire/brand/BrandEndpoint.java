package io.safire.brand;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR server in a brand bundle. The library sends requests only to configured servers, and to servers for which the
 * application creates a client.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#endpoint-profile">SMART App Launch 2.2.0,
 *     endpoint profile</a>
 * @since 1.0
 */
public interface BrandEndpoint {

    /** {@return the identifier by which brands refer to the server} */
    String id();

    /** {@return the FHIR base URL, https} */
    URI url();

    /** {@return a name for developers; users know only the name of the brand} */
    Optional<String> name();

    /** {@return the FHIR versions, such as {@code 4.0.1}} */
    List<String> fhirVersions();

    /** {@return the status, such as {@code active}; empty if the bundle does not contain it} */
    Optional<String> status();

    /** {@return the connection type, usually {@code hl7-fhir-rest}; empty if the bundle does not contain it} */
    Optional<String> connectionType();

    /** {@return the contact point through which developers request access; empty if the bundle does not contain it} */
    Optional<URI> contact();

    /**
     * Creates a FHIR server.
     *
     * @param id the identifier by which brands refer to the server
     * @param url the FHIR base URL, https
     * @param name a name for developers, null if unknown; users know only the name of the brand
     * @param fhirVersions the FHIR versions, such as {@code 4.0.1}
     * @param status the status, such as {@code active}; null if unknown
     * @param connectionType the connection type, usually {@code hl7-fhir-rest}; null if unknown
     * @param contact the contact point through which developers request access; null if unknown
     * @return the server
     */
    static BrandEndpoint of(
            String id,
            URI url,
            @Nullable String name,
            List<String> fhirVersions,
            @Nullable String status,
            @Nullable String connectionType,
            @Nullable URI contact) {
        return new BrandEndpointRecord(
                id,
                url,
                Optional.ofNullable(name),
                fhirVersions,
                Optional.ofNullable(status),
                Optional.ofNullable(connectionType),
                Optional.ofNullable(contact));
    }
}
