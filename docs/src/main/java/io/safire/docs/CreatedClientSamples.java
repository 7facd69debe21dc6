package io.safire.docs;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.discovery.SmartMetadata;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.inject.Inject;

/** Samples of clients that the application creates in code. */
public class CreatedClientSamples {

    @Inject
    SmartClients clients;

    SmartClientSettings settings(String secret) {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.hospital.example/r4")
                .clientId("growth-chart")
                .clientType(ClientType.CONFIDENTIAL_SYMMETRIC)
                .credential(Credential.secret(secret))
                .set("read-timeout", "PT30S")
                .build();
        return settings;
    }

    void create(SmartClientSettings settings) {
        try (CloseableSmartClient client = clients.create(settings)) {
            AccessToken token = client.accessToken();
        }
    }

    boolean probe(String baseUrl) {
        try (CloseableSmartClient client =
                clients.create(SmartClientSettings.builder(baseUrl).build())) {
            SmartMetadata metadata = client.metadata();
            return metadata.supportsSymmetricAuth();
        }
    }

    void createWithoutContainer(String pem) {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.hospital.example/r4")
                .clientId("nightly-export")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .credential(Credential.key(pem, "2026-01"))
                .scopes(Scopes.of("system/Patient.rs"))
                .build();
        try (CloseableSmartClient client = SmartClient.create(settings)) {
            AccessToken token = client.accessToken();
        }
    }

    CloseableSmartClient createWithOtherCredential(SmartClientSettings settings, String rotated) {
        CloseableSmartClient other = clients.create(
                settings.toBuilder().credential(Credential.secret(rotated)).build());
        return other;
    }
}
