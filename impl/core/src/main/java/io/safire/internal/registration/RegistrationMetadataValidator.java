package io.safire.internal.registration;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;
import io.safire.registration.ClientMetadata;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validator that rejects client metadata before a request is sent. It rejects metadata that endangers the application,
 * or that RFC 7591 or RFC 7592 forbids. {@link ClientMetadata#findings()} reports other mistakes.
 */
record RegistrationMetadataValidator(ServerSettings settings, RegistrationUriValidator uriValidator) {

    private static final List<String> SECRET_MEMBERS = List.of("client_secret", "registration_access_token");

    /** An update must not contain these members (RFC 7592, section 2.2). */
    private static final List<String> MEMBERS_FORBIDDEN_IN_UPDATE =
            List.of("registration_client_uri", "client_id_issued_at", "client_secret_expires_at");

    /** These members must be lists of strings, so that each URL can be checked. */
    private static final List<String> URI_LISTS = List.of("redirect_uris", "launch_uris");

    private static final List<String> HTTPS_MEMBERS = List.of("jwks_uri", "initiate_login_uri");

    RegistrationMetadataValidator(ServerSettings settings) {
        this(settings, new RegistrationUriValidator(settings.endpoints().urlPolicy()));
    }

    /**
     * @throws ValidationException if a member must not be sent
     */
    void require(ClientMetadata metadata) {
        JsonObject members = metadata.members();
        SECRET_MEMBERS.forEach(
                name -> require(!members.containsKey(name), name, "is assigned by the server, and is secret"));
        URI_LISTS.forEach(name -> require(isList(members.get(name)), name, "is not a list of strings"));
        HTTPS_MEMBERS.forEach(name -> requireUrl(name, members.get(name)));
        metadata.redirectUris().forEach(uri -> rejectDefect("redirect_uris", uriValidator.findRedirectUriDefect(uri)));
        metadata.launchUris().forEach(uri -> rejectDefect("launch_uris", uriValidator.findUrlDefect(uri)));
        requireRedirectUris(metadata);
        requirePublicKeys(metadata);
    }

    /**
     * @throws ValidationException if a member must not be sent
     */
    void requireForUpdate(ClientMetadata metadata) {
        require(metadata);
        MEMBERS_FORBIDDEN_IN_UPDATE.forEach(name -> require(
                !metadata.members().containsKey(name), name, "must not be part of an update (RFC 7592, section 2.2)"));
    }

    private void requireUrl(String name, @Nullable JsonValue value) {
        require(isAbsent(value) || value instanceof JsonString, name, "is not a string");
        if (value instanceof JsonString text) {
            rejectDefect(name, uriValidator.findUrlDefect(text.getString()));
        }
    }

    private void requireRedirectUris(ClientMetadata metadata) {
        List<String> grants = metadata.grantTypes();
        boolean needsRedirectUri = grants.contains("authorization_code") || grants.contains("implicit");
        boolean mayBeInStatement = metadata.softwareStatement().isPresent();
        require(
                !needsRedirectUri
                        || mayBeInStatement
                        || !metadata.redirectUris().isEmpty(),
                "redirect_uris",
                "is required for the grant type authorization_code");
    }

    private void requirePublicKeys(ClientMetadata metadata) {
        JsonValue keys = metadata.members().get("jwks");
        if (keys != null && keys != JsonValue.NULL) {
            boolean hasUri = !isAbsent(metadata.members().get("jwks_uri"));
            require(!hasUri, "jwks", "is present together with jwks_uri; only one of them is allowed");
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
