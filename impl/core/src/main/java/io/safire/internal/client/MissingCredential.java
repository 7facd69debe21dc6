package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** A warning about a server without the credential that its client type requires. */
final class MissingCredential {

    private static final Logger LOG = System.getLogger(MissingCredential.class.getName());

    private MissingCredential() {}

    /** A missing credential is not an error, because the application can pass a credential to each call. */
    static void report(ClientComponents client) {
        List<Setting> missing = find(client);
        if (!missing.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    ConfigurationErrors.of(client.settings()).missingFailure(Message.MISSING_CREDENTIAL, missing));
        }
    }

    private static List<Setting> find(ClientComponents client) {
        ServerSettings settings = client.settings();
        if (settings.client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC) {
            return client.keys().missingSettings();
        }
        // without a client-id, the registration of the client provides the secret
        boolean requiresSecret = settings.client().type() == ClientType.CONFIDENTIAL_SYMMETRIC
                && settings.client().clientId() != null;
        return requiresSecret && settings.secrets().clientSecret().isEmpty()
                ? List.of(Setting.CLIENT_SECRET)
                : List.of();
    }
}
