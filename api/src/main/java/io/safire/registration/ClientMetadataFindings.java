package io.safire.registration;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks for client metadata that a server may reject or ignore. The client sends such metadata, because RFC 7591 lets
 * the server decide whether to accept it. A finding contains no value of the metadata.
 */
final class ClientMetadataFindings {

    private static final List<String> ASSIGNED_MEMBERS =
            List.of("client_id", "client_id_issued_at", "client_secret_expires_at", "registration_client_uri");
    private static final List<String> LIST_MEMBERS = List.of("contacts", "grant_types", "response_types");
    private static final List<String> TEXT_MEMBERS = List.of(
            "client_name",
            "scope",
            "token_endpoint_auth_method",
            "software_id",
            "software_version",
            "software_statement");
    private static final List<String> PAGE_MEMBERS = List.of("client_uri", "logo_uri", "tos_uri", "policy_uri");
    private static final Map<String, List<String>> KEY_MEMBERS =
            Map.of("EC", List.of("kid", "crv", "x", "y"), "RSA", List.of("kid", "n", "e"));

    private final ClientMetadata metadata;
    private final List<Finding> findings = new ArrayList<>();

    private ClientMetadataFindings(ClientMetadata metadata) {
        this.metadata = metadata;
    }

    static List<Finding> of(ClientMetadata metadata) {
        ClientMetadataFindings check = new ClientMetadataFindings(metadata);
        check.checkMembers();
        check.checkUrls();
        check.checkScope();
        check.checkGrants();
        check.checkKeys();
        return List.copyOf(check.findings);
    }

    private void checkMembers() {
        ASSIGNED_MEMBERS.forEach(name -> require(isAbsent(name), name, "is assigned by the server"));
        LIST_MEMBERS.forEach(name -> require(isAbsent(name) || isList(name), name, "is not a list of strings"));
        TEXT_MEMBERS.forEach(name -> require(isAbsent(name) || isText(name), name, "is not a string"));
    }

    private void checkUrls() {
        for (String name : PAGE_MEMBERS) {
            boolean isHttps = new RegistrationMembers(metadata.members())
                    .uri(name)
                    .filter(url -> "https".equalsIgnoreCase(url.getScheme()) && url.getRawAuthority() != null)
                    .isPresent();
            require(isAbsent(name) || isHttps, name, "is not an https URL");
        }
        for (String url : metadata.launchUris()) {
            require(url.indexOf('*') < 0, "launch_uris", "contains a URL with a wildcard");
            require(url.indexOf('#') < 0, "launch_uris", "contains a URL with a fragment");
        }
    }

    private void checkScope() {
        boolean isMalformed = metadata.members().get("scope") instanceof JsonString text
                && !text.getString().isBlank()
                && metadata.scope().isEmpty();
        require(!isMalformed, "scope", "contains a character that RFC 6749, section 3.3, does not allow");
    }

    private void checkGrants() {
        List<String> grants = metadata.grantTypes();
        boolean isPublic =
                metadata.tokenEndpointAuthMethod().filter("none"::equals).isPresent();
        require(
                !isPublic || !grants.contains("client_credentials"),
                "grant_types",
                "contains client_credentials, which requires a token_endpoint_auth_method other than none");
        if (!isAbsent("response_types") && !grants.isEmpty()) {
            require(
                    metadata.responseTypes().contains("code") == grants.contains("authorization_code"),
                    "response_types",
                    "must contain code exactly if grant_types contains authorization_code");
        }
    }

    private void checkKeys() {
        boolean usesAssertion = metadata.tokenEndpointAuthMethod()
                .filter("private_key_jwt"::equals)
                .isPresent();
        boolean hasKeys = !isAbsent("jwks")
                || !isAbsent("jwks_uri")
                || metadata.softwareStatement().isPresent();
        require(!usesAssertion || hasKeys, "jwks_uri", "or jwks is required for private_key_jwt");
        metadata.jwks().ifPresent(set -> {
            JsonArray keys = set.get("keys") instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
            require(!keys.isEmpty(), "jwks", "contains no key");
            keys.forEach(this::checkKey);
        });
    }

    private void checkKey(JsonValue key) {
        RegistrationMembers members =
                new RegistrationMembers(key instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT);
        KEY_MEMBERS.getOrDefault(members.string("kty").orElse(""), List.of("kty", "kid")).stream()
                .filter(name -> members.string(name).isEmpty())
                .findFirst()
                .ifPresent(name -> require(false, "jwks", "contains a key without " + name));
    }

    private boolean isAbsent(String name) {
        return metadata.members().getOrDefault(name, JsonValue.NULL) == JsonValue.NULL;
    }

    private boolean isText(String name) {
        return metadata.members().get(name) instanceof JsonString;
    }

    private boolean isList(String name) {
        return metadata.members().get(name) instanceof JsonArray array
                && array.stream().allMatch(JsonString.class::isInstance);
    }

    private void require(boolean condition, String member, String reason) {
        if (!condition) {
            findings.add(ApiMessage.CLIENT_METADATA_RISK.finding(member, reason).withMember(member));
        }
    }
}
