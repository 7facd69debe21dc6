package io.safire.internal.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The settings of dynamic client registration.
 *
 * @param endpoint the registration endpoint; null to use the discovered endpoint
 * @param clientOrigin an additional origin that is permitted for {@code registration_client_uri}; null if no additional
 *     origin is permitted
 */
public record RegistrationSettings(
        @Nullable URI endpoint, @Nullable URI clientOrigin) {}
