package io.safire.example;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;

public class StandaloneQuickstart {

    public static void main(String[] arguments) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            ClientKeyPair keys = ClientKeyPair.generate("2026-01");
            ehr.registerClient(SandboxClient.keyClient("nightly-export", keys.jwks(), "https://app.example/callback"));
            SmartClientSettings settings = SmartClientSettings.builder(
                            ehr.fhirBase().toString())
                    .clientId("nightly-export")
                    .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                    .credential(Credential.key(keys.privateKeyPem(), "2026-01"))
                    .scopes(Scopes.of("system/Patient.rs"))
                    .build();
            try (CloseableSmartClient client = SmartClient.create(settings)) {
                AccessToken token = client.accessToken();
                System.out.println("Scopes: " + token.scopes());
            }
        }
    }
}
