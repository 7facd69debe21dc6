package io.safire.internal.registration;

import io.safire.authentication.ClientType;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ClientSettings;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.text.JsonValues;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientMetadataBuilder;
import io.safire.token.Scopes;
import java.util.ArrayList;
import java.util.List;

/** Client metadata for registration, derived from the settings of a server. */
public record ConfiguredClientMetadata(ServerSettings settings, ClientKeys keys) {

    /**
     * @throws io.safire.error.ConfigurationException if {@code redirect-uri} is not set and the client cannot use
     *     {@code client_credentials}, or if a key is missing
     */
    public ClientMetadata metadata() {
        ClientSettings client = settings.client();
        String redirectUri = client.redirectUri();
        List<String> grants = grantTypes(client);
        if (grants.isEmpty()) {
            ConfigurationErrors.throwIfMissing(settings, List.of(Setting.REDIRECT_URI));
        }
        ClientMetadataBuilder builder = ClientMetadata.builder()
                .clientType(client.type())
                .grantTypes(grants.toArray(String[]::new))
                .scope(client.scopes());
        ClientAuthenticationMethod method = client.authenticationMethod();
        if (method != null) {
            builder.tokenEndpointAuthMethod(method.value());
        }
        if (redirectUri == null) {
            builder.responseTypes();
        } else {
            builder.redirectUris(redirectUri).responseTypes("code");
        }
        String postLogoutRedirectUri = client.postLogoutRedirectUri();
        if (postLogoutRedirectUri != null) {
            builder.member(
                    "post_logout_redirect_uris",
                    JsonValues.array().add(postLogoutRedirectUri).build());
        }
        return client.type() == ClientType.CONFIDENTIAL_ASYMMETRIC
                ? withKeys(builder).build()
                : builder.build();
    }

    /** SMART prefers a {@code jwks_uri}. The keys themselves are used only if no {@code jwks_uri} is configured. */
    private ClientMetadataBuilder withKeys(ClientMetadataBuilder builder) {
        String url = settings.assertion().jwksUrl();
        return url == null ? builder.jwks(keys.publishKeys().jwkSet()) : builder.jwksUri(url);
    }

    /**
     * A redirect URI implies {@code authorization_code}. An asymmetric client that has no redirect URI, or that has
     * {@code system/} scopes, is a backend service and uses {@code client_credentials}.
     */
    private static List<String> grantTypes(ClientSettings client) {
        List<String> grants = new ArrayList<>();
        if (client.redirectUri() != null) {
            grants.add("authorization_code");
            if (requestsRefreshToken(client.scopes())) {
                grants.add("refresh_token");
            }
        }
        boolean isBackendService =
                grants.isEmpty() || client.scopes().values().stream().anyMatch(scope -> scope.startsWith("system/"));
        if (isBackendService && client.type() == ClientType.CONFIDENTIAL_ASYMMETRIC) {
            grants.add("client_credentials");
        }
        return grants;
    }

    private static boolean requestsRefreshToken(Scopes scopes) {
        return scopes.contains("offline_access") || scopes.contains("online_access");
    }
}
