package io.safire.internal.registration;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.message.Message;
import io.safire.registration.ClientMetadata;
import io.safire.token.Scopes;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validator that rejects invalid client metadata before a request is sent. The validator does not reject metadata that
 * a server might accept.
 */
final class RegistrationMetadataValidator {

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
    private static final Set<String> FORBIDDEN_SCHEMES =
            Set.of("javascript", "data", "vbscript", "file", "about", "blob");

    private final ServerSettings settings;
    private final UrlPolicy urlRule;

    RegistrationMetadataValidator(ServerSettings settings) {
        this.settings = settings;
        this.urlRule = settings.endpoints().urlPolicy();
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
        metadata.redirectUris().forEach(this::requireRedirectUri);
        metadata.launchUris().forEach(this::requireLaunchUri);
        requireScope(members);
        requireGrants(metadata);
        requireKeys(metadata);
    }

    private void requireAddress(String name, @Nullable JsonValue value) {
        require(isText(value), name, "is not a string");
        if (value instanceof JsonString text) {
            requireHttps(name, text.getString());
        }
    }

    private void requireHttps(String name, String text) {
        URI url = parseUri(text);
        require(url != null && url.isAbsolute(), name, "is not an absolute URL");
        require(url != null && urlRule.isAllowed(url), name, "is not https");
    }

    /** Requires a complete URL without wildcards (SMART App Launch 2.2.0, section 2.0.4). */
    private void requireLaunchUri(String text) {
        String name = "launch_uris";
        requireHttps(name, text);
        require(text.indexOf('#') < 0, name, "contains a URL with a fragment");
        require(text.indexOf('*') < 0, name, "contains a URL with a wildcard");
    }

    /** Requires a complete URI without wildcards, so that an attacker cannot redirect codes to another address. */
    private void requireRedirectUri(String text) {
        String name = "redirect_uris";
        URI uri = parseUri(text);
        if (uri == null || !uri.isAbsolute()) {
            throw exception(name, "contains a value that is not an absolute URI");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean isWeb = scheme.equals("https") || scheme.equals("http");
        require(!isWeb || urlRule.isAllowed(uri), name, "contains a URI that is not https");
        require(!FORBIDDEN_SCHEMES.contains(scheme), name, "contains a URI with a scheme that is not allowed");
        require(uri.getRawFragment() == null, name, "contains a URI with a fragment");
        require(text.indexOf('*') < 0, name, "contains a URI with a wildcard");
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
            PublicJwksValidator.findDefect(keys).ifPresent(defect -> {
                throw exception("jwks", defect);
            });
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

    private static @Nullable URI parseUri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private void require(boolean condition, String attribute, String reason) {
        if (!condition) {
            throw exception(attribute, reason);
        }
    }

    private ValidationException exception(String attribute, String reason) {
        return new ValidationException(
                Message.INVALID_CLIENT_METADATA.format(settings.name(), attribute, reason), attribute, reason);
    }
}
