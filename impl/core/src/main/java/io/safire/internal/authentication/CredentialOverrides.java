package io.safire.internal.authentication;

import static java.util.Objects.requireNonNullElse;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.List;
import java.util.Map;

/** The rules for credentials that a caller passes for one request, and the errors of such credentials. */
final class CredentialOverrides {

    private static final String CLIENT_SECRET = "client_secret";
    private static final String PRIVATE_KEY = "private_key";
    private static final String KID = "kid";

    private final ServerSettings settings;

    CredentialOverrides(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Checks that a credential is not blank and belongs to the client type. A blank credential is a mistake, not
     * a request for the configured credential.
     *
     * @throws ConfigurationException if the credential cannot be used
     */
    void check(ClientType type, Credential credential) {
        Map<String, String> texts = texts(credential);
        texts.forEach((attribute, text) -> {
            if (text.isBlank()) {
                throw unusable(attribute, "it is blank");
            }
        });
        boolean isSecret = credential instanceof Credential.Secret;
        String attribute = isSecret ? CLIENT_SECRET : credential instanceof Credential.Kid ? KID : PRIVATE_KEY;
        if (type == ClientType.PUBLIC) {
            throw unusable(attribute, "client_type is public, and a public client has no credential");
        }
        if (isSecret != (type == ClientType.CONFIDENTIAL_SYMMETRIC)) {
            String required = isSecret ? "private key" : "client secret";
            throw unusable(attribute, "client_type " + type.value() + " requires a " + required);
        }
    }

    private static Map<String, String> texts(Credential credential) {
        if (credential instanceof Credential.Secret secret) {
            return Map.of(CLIENT_SECRET, secret.value());
        }
        if (credential instanceof Credential.EncodedKey key) {
            String kid = requireNonNullElse(key.kid(), "that of the key");
            return key.text().isBlank() ? Map.of(PRIVATE_KEY, "") : Map.of(KID, kid);
        }
        if (credential instanceof Credential.Key key) {
            return Map.of(KID, key.kid());
        }
        return Map.of(
                KID,
                credential instanceof Credential.Signer signer ? signer.kid() : ((Credential.Kid) credential).kid());
    }

    ConfigurationException unusable(UnusableKeyException failure) {
        ConfigurationException exception = unusable(PRIVATE_KEY, "it is " + failure.reason());
        exception.initCause(failure);
        return exception;
    }

    private ConfigurationException unusable(String attribute, String reason) {
        return new ConfigurationException(
                Message.UNUSABLE_CREDENTIAL.format(
                        settings.name(),
                        attribute,
                        reason,
                        settings.key(Setting.CLIENT_TYPE),
                        settings.client().type().value()),
                Violations.invalid(attribute, null, List.of()));
    }
}
