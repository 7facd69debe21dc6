package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.registration.ClientRegistration;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The client configuration endpoint with the registration access token. The server supplies the URL to which the
 * registration access token is sent. Therefore, the URL must have the origin of the registration endpoint, or the
 * origin that is configured for this purpose.
 */
record ClientConfigurationEndpoint(URI url, String token) {

    private static final String MEMBER = "registration_client_uri";
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");

    static ClientConfigurationEndpoint of(ServerSettings settings, ClientRegistration registration) {
        URI address = registration.registrationClientUri().orElseThrow(() -> withoutUri(settings, registration));
        String token = registration
                .registrationAccessToken()
                .filter(text -> VISIBLE_ASCII.matcher(text).matches())
                .orElseThrow(() -> missing(settings, "registration_access_token"));
        settings.endpoints().urlPolicy().violation(address).ifPresent(violation -> {
            throw unusable(settings, HttpTransport.withoutQuery(address), violation);
        });
        URI configured = settings.registration().clientOrigin();
        boolean trusted = Origin.isSame(address, registration.endpoint())
                || configured != null && Origin.isSame(address, configured);
        if (!trusted) {
            String setting = settings.key(Setting.REGISTRATION_CLIENT_ORIGIN);
            throw unusable(
                    Message.FOREIGN_REGISTRATION.format(
                            settings.name(),
                            HttpTransport.withoutQuery(address),
                            Origin.of(registration.endpoint())
                                    .map(Origin::toString)
                                    .orElse("none"),
                            setting,
                            setting),
                    "is not on a trusted origin");
        }
        return new ClientConfigurationEndpoint(address, token);
    }

    String authorization() {
        return "Bearer " + token;
    }

    private static ValidationException withoutUri(ServerSettings settings, ClientRegistration registration) {
        return JsonValues.text(registration.members(), MEMBER)
                .filter(text -> !text.isBlank())
                .map(text -> unusable(
                        settings, LogSanitizer.sanitize(ConfigurationErrors.maskSecrets(text)), UrlViolation.MALFORMED))
                .orElseGet(() -> missing(settings, MEMBER));
    }

    private static ValidationException unusable(ServerSettings settings, String shown, UrlViolation violation) {
        String reason = violation.description();
        return unusable(Message.UNUSABLE_CLIENT_URI.format(settings.name(), shown, reason), reason);
    }

    private static ValidationException unusable(Failure failure, String reason) {
        return new ValidationException(failure, MEMBER, reason);
    }

    private static ValidationException missing(ServerSettings settings, String member) {
        return new ValidationException(
                Message.REGISTRATION_NOT_MANAGEABLE.format(settings.name(), member),
                member,
                "the server returned no usable value");
    }

    @Override
    public String toString() {
        return "ClientConfigurationEndpoint[url=" + HttpTransport.withoutQuery(url) + "]";
    }
}
