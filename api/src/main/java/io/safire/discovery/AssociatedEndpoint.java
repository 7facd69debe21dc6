package io.safire.discovery;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * An additional FHIR server for which the access tokens of the same authorization are valid.
 *
 * @param url the FHIR base URL
 * @param capabilities the capabilities as the server publishes them
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#metadata">SMART App Launch 2.2.0,
 *     associated_endpoints</a>
 * @since 1.0
 */
public record AssociatedEndpoint(URI url, List<String> capabilities) {
    public AssociatedEndpoint {
        requireNonNull(url, "url");
        capabilities = List.copyOf(capabilities);
    }
}
