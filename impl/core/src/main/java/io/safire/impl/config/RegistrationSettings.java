package io.safire.impl.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the client registers itself.
 *
 * @param endpoint wins over discovery
 * @param clientOrigin where a registration may be managed, beside the origin of the registration endpoint
 */
public record RegistrationSettings(
        @Nullable URI endpoint, @Nullable URI clientOrigin) {}
