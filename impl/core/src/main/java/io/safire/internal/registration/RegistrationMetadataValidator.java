package io.safire.internal.registration;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;
import io.safire.registration.ClientMetadata;
import io.safire.token.Scopes;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validator that rejects invalid client metadata before a request is sent. The validator does not reject metadata that
 * a server might accept.
 */
record RegistrationMetadataValidator(ServerSettings settings, RegistrationUriValidator uriValidator) {

    private static final List<String> LIST_MEMBERS =
            List.of("redirect_uris", "launch_uris", "contacts", "grant_types", "response_types");
    private static final List<String> STRING_MEMBERS = List.of(
            "client_name",
            "scope",
            "token_endpoint_auth_method",
            "software_id",
            "software_version",
            "software_statement");
    private static final List<String> URL_MEMBERS =
            List.of("client_uri", "logo_uri", "tos_uri", "policy_uri", "jwks_uri", "initiate_login_uri");
    private static final List<String> SERVER_ASSIGNED_MEMBERS = List.of(
            "client_id",
            "client_secret",
            "client_id_issued_at",
            "client_secret_expires_at",
            "registration_access_token",
            "registration_client_uri");

    RegistrationMetadataValidator(ServerSettings settings) {
        this(settings, new RegistrationUriValidator(settings.endpoints().urlPolicy()));
    }

    /**
     * Validates client metadata.
     *
     * @throws ValidationException if a member is certainly invalid
     */
    void require(ClientMetadata metadata) {
        JsonObject members = metadata.members();
        SERVER_ASSIGNED_MEMBERS.forEach(name -> require(!members.containsKey(name), name, "is assigned by the server"));
        LIST_MEMBERS.forEach(name -> require(isList(members.get(name)), name, "is not a list of strings"));
        STRING_MEMBERS.forEach(name -> require(isText(members.get(name)), name, "is not a string"));
        URL_MEMBERS.forEach(name -> requireAddress(name, members.get(name)));
        metadata.redirectUris().forEach(uri -> rejectDefect("redirect_uris", uriValidator.findRedirectUriDefect(uri)));
        metadata.launchUris().forEach(uri -> rejectDefect("launch_uris", uriValidator.findLaunchUriDefect(uri)));
        requireScope(members);
        requireGrants(metadata);
        requireKeys(metadata);
    }

    private void requireAddress(String name, @Nullable JsonValue value) {
        require(isText(value), name, "is not a string");
        if (value instanceof JsonString text) {
            rejectDefect(name, uriValidator.findUrlDefect(text.getString()));
        }
    }

    private void requireScope(JsonObject members) {
        if (members.get("scope") instanceof JsonString scope) {
            try {
                Scopes.parse(scope.getString());
            } catch (IllegalArgumentException notScopes) {
                throw exception("scope", "contains a character that RFC 6749, section 3.3, does not allow");
            }
        }
    }

    private void requireGrants(ClientMetadata metadata) {
        List<String> grants = metadata.grantTypes();
        boolean usesCode = grants.contains("authorization_code");
        boolean needsRedirectUri = usesCode || grants.contains("implicit");
        require(
                !needsRedirectUri || !metadata.redirectUris().isEmpty(),
                "redirect_uris",
                "is required for the grant type authorization_code");
        boolean isPublic =
                metadata.tokenEndpointAuthMethod().filter("none"::equals).isPresent();
        require(
                !isPublic || !grants.contains("client_credentials"),
                "grant_types",
                "contains client_credentials, which requires a token_endpoint_auth_method other than none");
        if (metadata.members().containsKey("response_types") && !grants.isEmpty()) {
            require(
                    metadata.responseTypes().contains("code") == usesCode,
                    "response_types",
                    "must contain code exactly if grant_types contains authorization_code");
        }
    }

    private void requireKeys(ClientMetadata metadata) {
        JsonValue keys = metadata.members().get("jwks");
        boolean hasJwksUri = metadata.members().containsKey("jwks_uri");
        require(keys == null || !hasJwksUri, "jwks", "is present together with jwks_uri; only one of them is allowed");
        boolean usesAssertion = metadata.tokenEndpointAuthMethod()
                .filter("private_key_jwt"::equals)
                .isPresent();
        boolean hasKeys =
                keys != null || hasJwksUri || metadata.softwareStatement().isPresent();
        require(!usesAssertion || hasKeys, "jwks_uri", "or jwks is required for private_key_jwt");
        if (keys != null) {
            rejectDefect("jwks", PublicJwksValidator.findDefect(keys));
        }
    }

    private static boolean isAbsent(@Nullable JsonValue value) {
        return value == null || value == JsonValue.NULL;
    }

    private static boolean isList(@Nullable JsonValue value) {
        return isAbsent(value)
                || value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance);
    }

    private static boolean isText(@Nullable JsonValue value) {
        return isAbsent(value) || value instanceof JsonString;
    }

    private void require(boolean condition, String attribute, String reason) {
        if (!condition) {
            throw exception(attribute, reason);
        }
    }

    private void rejectDefect(String attribute, Optional<String> defect) {
        defect.ifPresent(reason -> {
            throw exception(attribute, reason);
        });
    }

    private ValidationException exception(String attribute, String reason) {
        return new ValidationException(
                Message.INVALID_CLIENT_METADATA.format(settings.name(), attribute, reason), attribute, reason);
    }
}
