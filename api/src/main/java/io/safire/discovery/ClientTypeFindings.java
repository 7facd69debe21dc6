package io.safire.discovery;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import java.util.ArrayList;
import java.util.List;

/** Checks that compare the SMART configuration with the client authentication of a client type. */
final class ClientTypeFindings {

    private static final String METHODS = "token_endpoint_auth_methods_supported";

    private ClientTypeFindings() {}

    static List<Finding> of(SmartMetadata metadata, ClientType type) {
        List<Finding> findings = new ArrayList<>();
        Capability capability = capability(type);
        if (!metadata.hasCapability(capability)) {
            findings.add(ApiMessage.CLIENT_TYPE_CAPABILITY
                    .finding(capability.value(), type.value())
                    .withMember("capabilities"));
        }
        findings.addAll(contradictions(metadata, type));
        if (type != ClientType.PUBLIC
                && metadata.tokenEndpointAuthMethodsSupported().isEmpty()) {
            findings.add(ApiMessage.AUTH_METHODS_UNKNOWN
                    .finding(METHODS, String.join(" or ", methods(type)))
                    .withMember(METHODS));
        }
        return List.copyOf(findings);
    }

    /** Returns a finding if the published client authentication methods or algorithms exclude the client type. */
    static List<Finding> contradictions(SmartMetadata metadata, ClientType type) {
        List<Finding> findings = new ArrayList<>();
        if (!metadata.supportsAnyMethod(methods(type))) {
            findings.add(ApiMessage.AUTH_METHOD_MISSING
                    .finding(METHODS, String.join(" or ", methods(type)), type.value())
                    .withMember(METHODS));
        }
        if (type == ClientType.CONFIDENTIAL_ASYMMETRIC
                && metadata.asymmetricSigningAlgorithmsSupported().isEmpty()) {
            String member = "token_endpoint_auth_signing_alg_values_supported";
            findings.add(ApiMessage.AUTH_ALGORITHM_MISSING.finding(member).withMember(member));
        }
        return findings;
    }

    static Capability capability(ClientType type) {
        return switch (type) {
            case PUBLIC -> Capability.CLIENT_PUBLIC;
            case CONFIDENTIAL_SYMMETRIC -> Capability.CLIENT_CONFIDENTIAL_SYMMETRIC;
            case CONFIDENTIAL_ASYMMETRIC -> Capability.CLIENT_CONFIDENTIAL_ASYMMETRIC;
        };
    }

    /** The result is empty for public clients. */
    static List<String> methods(ClientType type) {
        return switch (type) {
            case PUBLIC -> List.of();
            case CONFIDENTIAL_SYMMETRIC -> List.of("client_secret_basic", "client_secret_post");
            case CONFIDENTIAL_ASYMMETRIC -> List.of("private_key_jwt");
        };
    }
}
