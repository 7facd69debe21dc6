package io.safire.impl.registration;

import io.safire.error.ValidationException;
import io.safire.impl.config.Origin;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpTransport;
import io.safire.registration.ClientRegistration;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The client configuration endpoint with the registration access token. The server supplies the URL, and the token is sent to
 * it. Therefore it must be on the origin of the registration endpoint that returned it, or on the configured origin.
 */
record ManagementAccess(URI address, String token) {

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7E]+");

    static ManagementAccess of(ServerSettings settings, ClientRegistration registration) {
        URI address =
                registration.registrationClientUri().orElseThrow(() -> missing(settings, "registration_client_uri"));
        String token = registration
                .registrationAccessToken()
                .filter(text -> SENDABLE.matcher(text).matches())
                .orElseThrow(() -> missing(settings, "registration_access_token"));
        URI configured = settings.registration().clientOrigin();
        boolean trusted =
                Origin.same(address, registration.endpoint()) || configured != null && Origin.same(address, configured);
        if (!trusted || !settings.addresses().rule().allows(address)) {
            String setting = settings.key(Setting.REGISTRATION_CLIENT_ORIGIN);
            throw new ValidationException(
                    settings.name(),
                    Message.FOREIGN_REGISTRATION.of(
                            settings.name(),
                            HttpTransport.withoutQuery(address),
                            Origin.of(registration.endpoint())
                                    .map(Origin::toString)
                                    .orElse("none"),
                            setting,
                            setting),
                    "registration_client_uri",
                    "is not on a trusted https origin");
        }
        return new ManagementAccess(address, token);
    }

    String authorization() {
        return "Bearer " + token;
    }

    private static ValidationException missing(ServerSettings settings, String member) {
        return new ValidationException(
                settings.name(),
                Message.NOT_MANAGED.of(settings.name(), member),
                member,
                "the server returned no usable value");
    }

    @Override
    public String toString() {
        return "ManagementAccess[url=" + HttpTransport.withoutQuery(address) + "]";
    }
}
