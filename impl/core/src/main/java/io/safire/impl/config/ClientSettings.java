package io.safire.impl.config;

import io.safire.ClientType;
import io.safire.token.Scopes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who the client is. */
public record ClientSettings(
        @Nullable String clientId,
        ClientType type,
        @Nullable String redirectUri,
        Scopes scopes,
        BasicEncoding secretEncoding,
        boolean sendClientId,
        Duration defaultExpiresIn) {}
