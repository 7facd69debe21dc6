package io.safire.internal.config;

import static io.safire.internal.config.Setting.CLIENT_AUTHENTICATION_METHOD;
import static io.safire.internal.config.Setting.CLIENT_ID;
import static io.safire.internal.config.Setting.CLIENT_SECRET_ENCODING;
import static io.safire.internal.config.Setting.CLIENT_TYPE;
import static io.safire.internal.config.Setting.DEFAULT_EXPIRES_IN;
import static io.safire.internal.config.Setting.POST_LOGOUT_REDIRECT_URI;
import static io.safire.internal.config.Setting.REDIRECT_URI;
import static io.safire.internal.config.Setting.SCOPES;
import static io.safire.internal.config.Setting.SEND_CLIENT_ID;

import io.safire.authentication.ClientType;
import io.safire.token.Scopes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the client and its registration.
 *
 * @param authenticationMethod the configured client authentication method, which matches the client type; null if it is
 *     not set
 * @param postLogoutRedirectUri the URL to which the server redirects the browser after a sign-out; null to leave the
 *     session at the server open
 * @param sendClientId true if requests with a client assertion also contain {@code client_id}
 * @param defaultExpiresIn the lifetime of an access token whose response has no {@code expires_in}
 */
public record ClientSettings(
        @Nullable String clientId,
        ClientType type,
        @Nullable ClientAuthenticationMethod authenticationMethod,
        @Nullable String redirectUri,
        @Nullable String postLogoutRedirectUri,
        Scopes scopes,
        AdditionalParameters authorizationParameters,
        AdditionalParameters tokenParameters,
        BasicEncoding secretEncoding,
        boolean sendClientId,
        Duration defaultExpiresIn) {

    static ClientSettings read(SettingParser parser, UrlPolicy rule) {
        parser.redirectUri(REDIRECT_URI, rule);
        parser.redirectUri(POST_LOGOUT_REDIRECT_URI, rule);
        return new ClientSettings(
                parser.text(CLIENT_ID),
                parser.choice(CLIENT_TYPE, ClientType.class),
                authenticationMethod(parser),
                parser.text(REDIRECT_URI),
                parser.text(POST_LOGOUT_REDIRECT_URI),
                parser.scopes(SCOPES),
                AdditionalParameters.ofAuthorization(parser),
                AdditionalParameters.ofTokenRequests(parser),
                parser.choice(CLIENT_SECRET_ENCODING, BasicEncoding.class),
                parser.flag(SEND_CLIENT_ID),
                parser.duration(DEFAULT_EXPIRES_IN));
    }

    private static @Nullable ClientAuthenticationMethod authenticationMethod(SettingParser parser) {
        Optional<String> text = parser.optional(CLIENT_AUTHENTICATION_METHOD);
        Optional<ClientAuthenticationMethod> method = text.flatMap(ClientAuthenticationMethod::of);
        if (text.isPresent() && method.isEmpty()) {
            parser.errors()
                    .invalid(
                            CLIENT_AUTHENTICATION_METHOD,
                            text.get(),
                            Arrays.stream(ClientAuthenticationMethod.values())
                                    .map(ClientAuthenticationMethod::value)
                                    .toList());
        }
        Optional<ClientType> type = parser.optional(CLIENT_TYPE).flatMap(ClientType::of);
        if (method.isPresent() && type.isPresent() && method.get().clientType() != type.get()) {
            parser.errors().contradictingMethod(method.get(), type.get());
        }
        return method.orElse(null);
    }
}
