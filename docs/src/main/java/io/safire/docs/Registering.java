package io.safire.docs;

import io.safire.ClientType;
import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.InitialAccessToken;
import java.util.List;

/** The samples of registration. */
public class Registering {

    List<Finding> register(SmartClient client, String token) {
        ClientMetadata metadata = ClientMetadata.builder()
                .clientName("Growth Chart")
                .redirectUris("https://app.example/callback")
                .launchUris("https://app.example/launch")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .jwksUri("https://app.example/jwks.json")
                .grantTypes("authorization_code", "refresh_token")
                .responseTypes("code")
                .build();
        ClientRegistration registration = client.register(metadata, InitialAccessToken.of(token));
        return registration.findings();
    }

    ClientRegistration rename(SmartClient client) {
        ClientMetadata metadata = client.registration().orElseThrow().granted().toBuilder()
                .clientName("Growth Chart 2")
                .build();
        return client.updateRegistration(metadata);
    }
}
