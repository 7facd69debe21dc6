package io.safire.docs;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationOptions;
import java.util.List;

/** Samples of dynamic client registration. */
public class RegistrationSamples {

    List<Finding> register(SmartClient client, String token) {
        ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
                .clientName("Growth Chart")
                .launchUris("https://app.example/launch")
                .contacts("security@app.example")
                .build();
        RegistrationOptions options = RegistrationOptions.defaults().withInitialAccessToken(token);
        ClientRegistration registration = client.registration().register(metadata, options);
        return registration.findings();
    }

    ClientRegistration registerElsewhere(SmartClient client, ClientMetadata metadata, String credential) {
        RegistrationOptions options = RegistrationOptions.defaults()
                .withEndpoint("https://auth.example.com/register")
                .withAuthorization("Basic " + credential);
        ClientRegistration registration = client.registration().register(metadata, options);
        return registration;
    }

    ClientRegistration rename(SmartClient client) {
        ClientMetadata metadata = client.registration().current().orElseThrow().granted().toBuilder()
                .clientName("Growth Chart 2")
                .build();
        ClientRegistration updated = client.registration().update(metadata);
        return updated;
    }
}
