package io.safire.internal.launch;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ValidationException;
import io.safire.internal.config.IdentitySettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationResponse;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Validator of the {@code iss} in authorization responses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9207#section-2.4">RFC 9207, section 2.4</a>
 */
record ResponseIssuerValidator(ServerSettings settings, MixUpDefense mixUpDefense) {

    private static final String ISS_PARAMETER_SUPPORTED = "authorization_response_iss_parameter_supported";

    /**
     * Validates the {@code iss} of a success or error response.
     *
     * @return the violations that do not stop the launch
     * @throws ValidationException if {@code iss} is wrong, or if it is missing although the server announces it
     */
    List<Finding> validate(AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        if (response.iss().isEmpty() && isAnnounced(metadata)) {
            throw invalid("the response has no issuer", Message.RESPONSE_ISSUER_MISSING);
        }
        return validate(response.iss(), metadata);
    }

    /**
     * Validates the {@code iss} that an application passes with a code, but without an authorization request. If the
     * server announces {@code iss}, a missing {@code iss} is only a finding, because the application may already have
     * validated the {@code iss}.
     *
     * @throws ValidationException if {@code iss} is wrong
     */
    List<Finding> validate(AuthorizationCode code, Optional<SmartMetadata> metadata) {
        return code.iss() == null && isAnnounced(metadata)
                ? List.of(Message.ISSUER_NOT_PASSED.finding().withMember("iss"))
                : validate(Optional.ofNullable(code.iss()), metadata);
    }

    private List<Finding> validate(Optional<String> received, Optional<SmartMetadata> metadata) {
        if (received.isPresent()) {
            return compareIssuer(received.get(), metadata);
        }
        return metadata
                .flatMap(any -> mixUpDefense.otherServerWithRedirectUri(settings))
                .map(other -> Message.REDIRECT_URI_SHARED
                        .finding(other, settings.key(Setting.REDIRECT_URI))
                        .withMember("redirect_uri"))
                .stream()
                .toList();
    }

    private static boolean isAnnounced(Optional<SmartMetadata> metadata) {
        return metadata.map(SmartMetadata::members)
                .filter(members -> JsonValue.TRUE.equals(members.get(ISS_PARAMETER_SUPPORTED)))
                .isPresent();
    }

    private List<Finding> compareIssuer(String received, Optional<SmartMetadata> metadata) {
        Optional<String> expected = expectedIssuer(metadata);
        if (expected.isEmpty()) {
            requireNoOwner(received);
            Failure message = Message.RESPONSE_ISSUER_UNKNOWN.format(
                    settings.name(), LogSanitizer.sanitize(received), settings.key(Setting.CALLBACK_ISSUER));
            return List.of(message.findings().get(0).withMember("iss"));
        }
        if (!expected.get().equals(received)) {
            throw invalid(
                    "the response comes from another issuer",
                    Message.RESPONSE_ISSUER,
                    LogSanitizer.sanitize(received),
                    LogSanitizer.sanitize(expected.get()),
                    settings.key(Setting.CALLBACK_ISSUER));
        }
        return List.of();
    }

    /** The issuer of this server is unknown, but it is certainly not the issuer of another configured server. */
    private void requireNoOwner(String received) {
        mixUpDefense.ownerOfIssuer(settings, received).ifPresent(owner -> {
            throw invalid(
                    "the response comes from another server",
                    Message.RESPONSE_ISSUER_OF_OTHER_SERVER,
                    LogSanitizer.sanitize(received),
                    owner,
                    settings.key(Setting.CALLBACK_ISSUER));
        });
    }

    private Optional<String> expectedIssuer(Optional<SmartMetadata> metadata) {
        IdentitySettings configured = settings.identity();
        if (configured.callbackIssuer() != null) {
            return Optional.of(configured.callbackIssuer());
        }
        if (configured.issuer() != null) {
            return Optional.of(configured.issuer());
        }
        Optional<String> discovered = metadata.flatMap(SmartMetadata::issuer);
        discovered
                .flatMap(issuer -> mixUpDefense.ownerOfIssuer(settings, issuer))
                .ifPresent(owner -> {
                    throw invalid(
                            "the issuer belongs to another server",
                            Message.ISSUER_OF_OTHER_SERVER,
                            LogSanitizer.sanitize(discovered.orElse("")),
                            owner,
                            settings.key(Setting.ISSUER));
                });
        return discovered;
    }

    private ValidationException invalid(String reason, Message message, Object... arguments) {
        return new ValidationException(message.format(settings.name(), arguments), "iss", reason);
    }
}
