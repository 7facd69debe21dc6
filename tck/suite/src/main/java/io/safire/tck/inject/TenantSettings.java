package io.safire.tck.inject;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import java.util.Map;
import java.util.function.Function;

/** The settings of clients that the application creates in code, with the {@code client_id} {@code tenant}. */
public final class TenantSettings {

    /** The client secret of {@link #symmetric}. */
    public static final String SECRET = "secret-of-the-tenant";

    private TenantSettings() {}

    /** Returns both methods that create a client, by name. */
    public static Map<String, Function<SmartClientSettings, CloseableSmartClient>> factories(SmartClients clients) {
        return Map.of("SmartClients.create", clients::create, "SmartClient.create", SmartClient::create);
    }

    /** Returns the settings of a public client, with timeouts that no test reaches. */
    public static SmartClientSettings.Builder settings(SandboxServer ehr) {
        return SmartClientSettings.builder(ehr.fhirBase().toString())
                .clientId("tenant")
                .redirectUri(TckArchive.REDIRECT_URI)
                .scopes(Scopes.of("launch/patient", "patient/*.rs", "offline_access"))
                .set("connect-timeout", "PT50S")
                .set("read-timeout", "PT50S");
    }

    /** Registers a backend service with the server, and returns its settings. */
    public static SmartClientSettings.Builder backend(SandboxServer ehr) {
        ehr.registerClient(SandboxClient.keyClient("tenant", TestKeys.jwks(), TckArchive.REDIRECT_URI));
        return settings(ehr)
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .credential(Credential.key(TestKeys.pem(TestKeys.EC), "ec-1"))
                .scopes(Scopes.of("system/*.rs"));
    }

    /** Registers a client with a secret with the server, and returns its settings. */
    public static SmartClientSettings.Builder symmetric(SandboxServer ehr) {
        ehr.registerClient(SandboxClient.secretClient("tenant", SECRET, TckArchive.REDIRECT_URI));
        return settings(ehr).clientType(ClientType.CONFIDENTIAL_SYMMETRIC).credential(Credential.secret(SECRET));
    }
}
