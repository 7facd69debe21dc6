package io.safire.internal.launch;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.message.Message;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.CodeVerifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Validator for authorization codes that are exchanged without their authorization request. */
public final class AuthorizationCodeValidator {

    /** The characters of a code (RFC 6749, appendix A.11). */
    private static final Pattern CODE = Pattern.compile("[\\x20-\\x7E]+");

    private final String server;
    private final ResponseIssuerValidator issuerValidator;

    public AuthorizationCodeValidator(ServerSettings settings, MixUpDefense mixUpDefense) {
        this.server = settings.name();
        this.issuerValidator = new ResponseIssuerValidator(settings, mixUpDefense);
    }

    /**
     * @throws ValidationException if a value is missing or malformed
     */
    public void requireValid(AuthorizationCode code) {
        requirePresent("code", code.code());
        requirePresent("code_verifier", code.codeVerifier());
        requirePresent("redirect_uri", code.redirectUri());
        if (code.nonce() != null) {
            requirePresent("nonce", code.nonce());
        }
        requireCharacters(server, code.code());
        requireVerifier(code.codeVerifier());
    }

    /**
     * @param metadata the metadata of the server, if it was discovered
     * @throws ValidationException if {@code iss} is wrong
     */
    public List<Finding> validateIssuer(AuthorizationCode code, Optional<SmartMetadata> metadata) {
        return issuerValidator.validate(code, metadata);
    }

    static void requireCharacters(String server, String code) {
        if (!CODE.matcher(code).matches()) {
            throw new ValidationException(
                    Message.CODE_CHARACTERS.format(server),
                    "code",
                    "it contains characters that RFC 6749 does not allow");
        }
    }

    private void requireVerifier(String verifier) {
        try {
            new CodeVerifier(verifier);
        } catch (ValidationException malformed) {
            throw invalid("code_verifier", malformed.reason());
        }
    }

    private void requirePresent(String attribute, String value) {
        if (value.isBlank()) {
            throw invalid(attribute, "it is missing or blank");
        }
    }

    private ValidationException invalid(String attribute, String reason) {
        return new ValidationException(
                Message.INVALID_CODE_EXCHANGE.format(server, attribute, reason), attribute, reason);
    }
}
