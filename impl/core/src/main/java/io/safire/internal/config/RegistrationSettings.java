package io.safire.internal.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The settings of dynamic client registration.
 *
 * @param endpoint the registration endpoint; null for the discovered one
 * @param clientOrigin the additional origin that {@code registration_client_uri} may have; null for none
 */
public record RegistrationSettings(
        @Nullable URI endpoint, @Nullable URI clientOrigin) {}
