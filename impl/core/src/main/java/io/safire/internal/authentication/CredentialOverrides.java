package io.safire.internal.authentication;

import static java.util.Objects.requireNonNullElse;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.SmartException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.internal.text.SettingText;
import io.safire.spi.CredentialSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials that replace the configured credential. A credential that the caller passed for one request takes
 * precedence over the credential of the application's {@link CredentialSource}.
 */
public final class CredentialOverrides {

    public static final CredentialSource NO_SOURCE = server -> Optional.empty();

    private static final String OF_THIS_CALL = "of this call";
    private static final String CREDENTIAL = "credential";
    private static final String CLIENT_SECRET = "client_secret";
    private static final String PRIVATE_KEY = "private_key";
    private static final String KID = "kid";

    private final ServerSettings settings;
    private final CredentialSource source;
    private final String sourceDescription;

    CredentialOverrides(ServerSettings settings, CredentialSource source) {
        this.settings = settings;
        this.source = source;
        this.sourceDescription = source instanceof CreatedClientCredential
                ? CreatedClientCredential.DESCRIPTION
                : "of the CredentialSource " + BeanClass.nameOf(source);
    }

    /** Returns the exception for a call that passes null instead of a credential. */
    public static ConfigurationException missing(ServerSettings settings) {
        return new CredentialOverrides(settings, NO_SOURCE)
                .unusable(
                        CREDENTIAL,
                        OF_THIS_CALL,
                        "it is null",
                        settings.client().type());
    }

    /**
     * Returns the credential that replaces the configured credential; empty if the configured credential is used.
     *
     * @param type the client type that the request requires
     * @param ofCall the credential that the caller passed
     * @throws ConfigurationException if the credential cannot be used
     */
    Optional<CredentialOverride> find(ClientType type, Optional<Credential> ofCall) {
        Optional<CredentialOverride> found =
                ofCall.isPresent() ? Optional.of(new CredentialOverride(ofCall.get(), OF_THIS_CALL)) : fromSource(type);
        if (found.isPresent()) {
            check(type, found.get());
        }
        return found;
    }

    /** A credential for the configured client type does not apply to a request that requires another client type. */
    private Optional<CredentialOverride> fromSource(ClientType type) {
        try {
            Optional<Credential> credential = source.credential(settings.name());
            boolean applies =
                    credential.isPresent() && (type == settings.client().type() || isFor(type, credential.get()));
            return applies
                    ? Optional.of(new CredentialOverride(credential.get(), sourceDescription))
                    : Optional.empty();
        } catch (SmartException ownException) {
            throw ownException;
        } catch (RuntimeException failure) {
            // the message of the exception may contain secrets
            String reason = "the source threw " + failure.getClass().getName();
            ConfigurationException exception = unusable(CREDENTIAL, sourceDescription, reason, type);
            exception.initCause(failure);
            throw exception;
        }
    }

    private static boolean isFor(ClientType type, Credential credential) {
        return credential instanceof Credential.Secret == (type == ClientType.CONFIDENTIAL_SYMMETRIC);
    }

    /** A blank credential is a mistake, not a request for the configured credential. */
    private void check(ClientType type, CredentialOverride override) {
        Credential credential = override.credential();
        texts(credential).forEach((attribute, text) -> {
            if (text.isBlank()) {
                throw unusable(attribute, override.source(), "it is blank", type);
            }
            String sent = attribute.equals(CLIENT_SECRET) ? SettingText.clean(text) : text;
            SettingText.findControlCharacter(sent).ifPresent(reason -> {
                throw unusable(attribute, override.source(), reason, type);
            });
        });
        if (isWithoutKey(credential)) {
            throw unusable(PRIVATE_KEY, override.source(), "it is null", type);
        }
        boolean isSecret = credential instanceof Credential.Secret;
        String attribute = isSecret ? CLIENT_SECRET : credential instanceof Credential.Kid ? KID : PRIVATE_KEY;
        if (type == ClientType.PUBLIC) {
            String reason = "client_type is public, and a public client has no credential";
            throw unusable(attribute, override.source(), reason, type);
        }
        if (!isFor(type, credential)) {
            String required = isSecret ? "private key" : "client secret";
            String request = type == settings.client().type()
                    ? "client_type " + type.value() + " requires"
                    : "a client credentials request requires";
            throw unusable(attribute, override.source(), request + " a " + required, type);
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

    private static boolean isWithoutKey(Credential credential) {
        return credential instanceof Credential.Key key && key.privateKey() == null
                || credential instanceof Credential.Signer signer && signer.signer() == null;
    }

    ConfigurationException unusable(UnusableKeyException failure, String description) {
        ConfigurationException exception =
                unusable(PRIVATE_KEY, description, "it is " + failure.reason(), ClientType.CONFIDENTIAL_ASYMMETRIC);
        exception.initCause(failure);
        return exception;
    }

    private ConfigurationException unusable(String attribute, String description, String reason, ClientType type) {
        ClientType configured = settings.client().type();
        String criterion = type == configured
                ? settings.key(Setting.CLIENT_TYPE) + " (" + configured.value() + ")"
                : "the client credentials flow, which requires a private key";
        return new ConfigurationException(
                Message.UNUSABLE_CREDENTIAL.format(settings.name(), attribute, description, reason, criterion),
                Violations.invalid(attribute, null, List.of()));
    }
}
