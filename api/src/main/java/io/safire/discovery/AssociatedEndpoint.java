package io.safire.discovery;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * A further FHIR server that the same authorization covers.
 *
 * @param url its base URL
 * @param capabilities what it can do, as the server writes it
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#metadata">SMART App Launch 2.2.0,
 *     associated_endpoints</a>
 */
public record AssociatedEndpoint(URI url, List<String> capabilities) {
    /** Checks and copies. */
    public AssociatedEndpoint {
        requireNonNull(url, "url");
        capabilities = List.copyOf(capabilities);
    }
}
