package io.safire.internal.config;

import io.safire.authentication.ClientType;
import io.safire.token.Scopes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the client and its registration.
 *
 * @param authenticationMethod the configured client authentication method, which matches the client type; null if it is
 *     not set
 * @param sendClientId true if requests with a client assertion also contain {@code client_id}
 * @param defaultExpiresIn the lifetime of an access token whose response has no {@code expires_in}
 */
public record ClientSettings(
        @Nullable String clientId,
        ClientType type,
        @Nullable ClientAuthenticationMethod authenticationMethod,
        @Nullable String redirectUri,
        Scopes scopes,
        BasicEncoding secretEncoding,
        boolean sendClientId,
        Duration defaultExpiresIn) {}
