package io.safire.discovery;

import io.safire.authentication.ClientType;
import jakarta.json.JsonArray;
import java.util.List;
import java.util.stream.Stream;

/** The derivation of {@link Support} from the lists in a SMART configuration. */
final class SupportStatements {

    private SupportStatements() {}

    static Support of(SmartMetadata metadata, Capability capability) {
        return of(metadata, "capabilities", metadata.capabilities(), capability.value());
    }

    static Support of(SmartMetadata metadata, ClientType type) {
        return ClientTypeFindings.contradictions(metadata, type).isEmpty()
                ? of(metadata, ClientTypeFindings.capability(type))
                : Support.NOT_SUPPORTED;
    }

    static Support ofBackendServices(SmartMetadata metadata) {
        Support grant = of(metadata, "grant_types_supported", metadata.grantTypesSupported(), "client_credentials");
        Support client = of(metadata, ClientType.CONFIDENTIAL_ASYMMETRIC);
        return Stream.of(Support.NOT_SUPPORTED, Support.NOT_STATED)
                .filter(weakest -> grant == weakest || client == weakest)
                .findFirst()
                .orElse(Support.SUPPORTED);
    }

    private static Support of(SmartMetadata metadata, String member, List<String> published, String value) {
        if (published.contains(value)) {
            return Support.SUPPORTED;
        }
        return metadata.members().get(member) instanceof JsonArray ? Support.NOT_SUPPORTED : Support.NOT_STATED;
    }
}
