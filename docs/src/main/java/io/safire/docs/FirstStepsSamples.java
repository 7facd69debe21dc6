package io.safire.docs;

import io.safire.Credential;
import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Samples of an EHR launch and a client credentials token. */
public class FirstStepsSamples {

    @Inject
    @SmartServer("epic")
    SmartClient epic;

    TokenResponse launch(String iss, String launch, Map<String, List<String>> queryParameters) {
        AuthorizationRequest request =
                epic.authorize(Launch.ehr(iss, launch)); // store it in the session and redirect to request.uri()
        TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(queryParameters));
        String patient = tokens.context().patient().orElseThrow();
        TokenResponse fresh = epic.refresh(RefreshRequest.of(tokens));
        TokenResponse backend = epic.requestToken(); // client_credentials with a signed assertion
        return patient.isEmpty() ? backend : fresh;
    }

    TokenResponse exchangeWithCredential(AuthorizationRequest request, AuthorizationResponse response, String rotated) {
        return epic.with(Credential.secret(rotated)).exchange(request, response);
    }
}
