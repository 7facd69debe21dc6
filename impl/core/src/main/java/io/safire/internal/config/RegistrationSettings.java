package io.safire.internal.config;

import static io.safire.internal.config.Setting.REGISTRATION_CLIENT_ORIGIN;
import static io.safire.internal.config.Setting.REGISTRATION_ENDPOINT;

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
        @Nullable URI endpoint, @Nullable URI clientOrigin) {

    static RegistrationSettings read(SettingParser parser, UrlPolicy rule) {
        return new RegistrationSettings(
                parser.url(REGISTRATION_ENDPOINT, rule), parser.url(REGISTRATION_CLIENT_ORIGIN, rule));
    }
}
