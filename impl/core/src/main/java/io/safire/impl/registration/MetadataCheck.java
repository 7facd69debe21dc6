package io.safire.impl.registration;

import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.UrlRule;
import io.safire.impl.message.Message;
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

/** Refuses client metadata that is certainly wrong, before anything is sent. */
final class MetadataCheck {

    private static final List<String> LISTS =
            List.of("redirect_uris", "launch_uris", "contacts", "grant_types", "response_types");
    private static final List<String> TEXTS = List.of(
            "client_name",
            "scope",
            "token_endpoint_auth_method",
            "software_id",
            "software_version",
            "software_statement");
    private static final List<String> ADDRESSES =
            List.of("client_uri", "logo_uri", "tos_uri", "policy_uri", "jwks_uri", "initiate_login_uri");
    private static final List<String> OF_THE_SERVER = List.of(
            "client_id",
            "client_secret",
            "client_id_issued_at",
            "client_secret_expires_at",
            "registration_access_token",
            "registration_client_uri");
    private static final Set<String> SCRIPTS = Set.of("javascript", "data", "vbscript", "file", "about", "blob");

    private final ServerSettings settings;
    private final UrlRule rule;

    MetadataCheck(ServerSettings settings) {
        this.settings = settings;
        this.rule = settings.addresses().rule();
    }

    /**
     * Checks metadata.
     *
     * @throws ValidationException if a member is certainly wrong
     */
    void require(ClientMetadata metadata) {
        JsonObject members = metadata.members();
        OF_THE_SERVER.forEach(name -> require(!members.containsKey(name), name, "is given by the server"));
        LISTS.forEach(name -> require(isList(members.get(name)), name, "is not a list of strings"));
        TEXTS.forEach(name -> require(isText(members.get(name)), name, "is not a string"));
        ADDRESSES.forEach(name -> requireAddress(name, members.get(name)));
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
        URI url = parsed(text);
        require(url != null && url.isAbsolute(), name, "is not an absolute URL");
        require(url != null && rule.allows(url), name, "is not https");
    }

    /** Whole and without wildcards (SMART App Launch 2.2.0, 2.0.4). */
    private void requireLaunchUri(String text) {
        String name = "launch_uris";
        requireHttps(name, text);
        require(text.indexOf('#') < 0, name, "has one with a fragment");
        require(text.indexOf('*') < 0, name, "has one with a wildcard");
    }

    /** Fixed and whole, so that nobody else can have the codes sent to an address of theirs. */
    private void requireRedirectUri(String text) {
        String name = "redirect_uris";
        URI uri = parsed(text);
        if (uri == null || !uri.isAbsolute()) {
            throw exception(name, "has one that is not an absolute URI");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        require(!web || rule.allows(uri), name, "has one that is not https");
        require(!SCRIPTS.contains(scheme), name, "has one that no user can be sent to");
        require(uri.getRawFragment() == null, name, "has one with a fragment");
        require(text.indexOf('*') < 0, name, "has one with a wildcard");
    }

    private void requireScope(JsonObject members) {
        if (members.get("scope") instanceof JsonString scope) {
            try {
                Scopes.parse(scope.getString());
            } catch (IllegalArgumentException notScopes) {
                throw exception("scope", "has a character that RFC 6749 3.3 does not allow");
            }
        }
    }

    private void requireGrants(ClientMetadata metadata) {
        List<String> grants = metadata.grantTypes();
        boolean codes = grants.contains("authorization_code");
        boolean redirects = codes || grants.contains("implicit");
        require(
                !redirects || !metadata.redirectUris().isEmpty(),
                "redirect_uris",
                "is needed with the grant authorization_code");
        boolean isPublic =
                metadata.tokenEndpointAuthMethod().filter("none"::equals).isPresent();
        require(
                !isPublic || !grants.contains("client_credentials"),
                "grant_types",
                "has client_credentials, which needs a token_endpoint_auth_method other than none");
        if (metadata.members().containsKey("response_types") && !grants.isEmpty()) {
            require(
                    metadata.responseTypes().contains("code") == codes,
                    "response_types",
                    "has code without the grant authorization_code, or lacks it");
        }
    }

    private void requireKeys(ClientMetadata metadata) {
        JsonValue keys = metadata.members().get("jwks");
        boolean url = metadata.members().containsKey("jwks_uri");
        require(keys == null || !url, "jwks", "comes together with jwks_uri; only one of them is allowed");
        boolean assertion = metadata.tokenEndpointAuthMethod()
                .filter("private_key_jwt"::equals)
                .isPresent();
        boolean known = keys != null || url || metadata.softwareStatement().isPresent();
        require(!assertion || known, "jwks_uri", "or jwks is needed with private_key_jwt");
        if (keys != null) {
            PublicKeySet.defect(keys).ifPresent(why -> {
                throw exception("jwks", why);
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

    private static @Nullable URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private void require(boolean condition, String attribute, String otherwise) {
        if (!condition) {
            throw exception(attribute, otherwise);
        }
    }

    private ValidationException exception(String attribute, String reason) {
        return new ValidationException(
                settings.name(), Message.BAD_CLIENT_METADATA.of(settings.name(), attribute, reason), attribute, reason);
    }
}
