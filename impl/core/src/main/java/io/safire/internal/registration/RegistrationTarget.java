package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.message.Message;
import io.safire.registration.RegistrationOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The endpoint and the {@code Authorization} header that the caller passed for one registration request.
 *
 * @param endpoint the endpoint; empty to use the configured or discovered endpoint
 * @param authorization the value of the {@code Authorization} header; empty for a request without this header
 */
record RegistrationTarget(Optional<URI> endpoint, Optional<String> authorization) {

    private static final String ENDPOINT_ATTRIBUTE = Setting.REGISTRATION_ENDPOINT.attribute();

    /** A credential of the scheme Bearer consists of one word (RFC 6750, section 2.1). */
    private static final Pattern HEADER_VALUE =
            Pattern.compile("(?i)(bearer [\\x21-\\x7E]+|(?!bearer( |$))[\\x21-\\x7E]+( [\\x21-\\x7E]+)*)");

    /**
     * @throws ConfigurationException if a value cannot be used
     */
    static RegistrationTarget of(ServerSettings settings, RegistrationOptions options) {
        return new RegistrationTarget(
                Optional.ofNullable(options.endpoint()).map(text -> requireHttps(settings, text)),
                Optional.ofNullable(options.authorization()).map(value -> requireHeader(settings, value)));
    }

    /** Returns the values that must not appear in a message. */
    List<String> secrets() {
        return authorization
                .map(value -> List.of(value, value.substring(value.indexOf(' ') + 1)))
                .orElse(List.of());
    }

    private static URI requireHttps(ServerSettings settings, String text) {
        Optional<UrlViolation> violation = settings.endpoints()
                .urlPolicy()
                .violation(text)
                .or(() -> Optional.of(UrlViolation.FRAGMENT).filter(fragment -> text.indexOf('#') >= 0));
        violation.ifPresent(found -> {
            throw unusable(settings, text, found);
        });
        return URI.create(text);
    }

    private static ConfigurationException unusable(ServerSettings settings, String text, UrlViolation violation) {
        List<String> attributes = List.of(ENDPOINT_ATTRIBUTE);
        String shown = ConfigurationErrors.maskSecrets(text);
        if (violation == UrlViolation.NOT_HTTPS || violation == UrlViolation.LOOPBACK_HTTP) {
            Failure failure = Message.INSECURE_CALL_ENDPOINT.format(
                    settings.name(), ENDPOINT_ATTRIBUTE, shown, settings.key(Setting.ALLOW_INSECURE_LOCALHOST));
            return new ConfigurationException(failure, violations(List.of(), attributes));
        }
        return new ConfigurationException(
                Message.INVALID_CALL_ENDPOINT.format(
                        settings.name(), ENDPOINT_ATTRIBUTE, shown, ConfigurationErrors.describe(violation)),
                violations(attributes, List.of()));
    }

    private static Violations violations(List<String> invalidUris, List<String> nonHttpsUris) {
        return new Violations(List.of(), null, null, List.of(), invalidUris, nonHttpsUris);
    }

    private static String requireHeader(ServerSettings settings, String value) {
        if (!HEADER_VALUE.matcher(value).matches()) {
            throw new ConfigurationException(
                    Message.INVALID_CALL_AUTHORIZATION.format(settings.name()),
                    Violations.invalid("authorization", null, List.of()));
        }
        return value;
    }

    @Override
    public String toString() {
        return "RegistrationTarget[endpoint=" + endpoint + "]";
    }
}
