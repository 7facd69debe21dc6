package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

record BrandEndpointRecord(
        String id,
        URI url,
        Optional<String> name,
        List<String> fhirVersions,
        Optional<String> status,
        Optional<String> connectionType,
        Optional<URI> contact)
        implements BrandEndpoint {

    BrandEndpointRecord {
        requireNonNull(id, "id");
        requireNonNull(url, "url");
        fhirVersions = List.copyOf(fhirVersions);
    }

    @Override
    public String toString() {
        return "BrandEndpoint[id=" + id + ", url=" + url + ", name=" + name.orElse(null) + ", fhirVersions="
                + fhirVersions + ", status=" + status.orElse(null) + ", connectionType=" + connectionType.orElse(null)
                + ", contact=" + contact.orElse(null) + "]";
    }
}
