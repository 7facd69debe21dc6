package io.safire.docs;

import io.safire.SmartClient;
import io.safire.authentication.Credential;
import io.safire.inject.SmartServer;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.AccessToken;
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

    @Inject
    @SmartServer("nightly")
    SmartClient nightly;

    String launch(String iss, String launch, Map<String, List<String>> parameters) {
        // at the launch URL
        AuthorizationRequest request = epic.authorize(Launch.ehr(iss, launch));
        // store the request in the session and redirect the browser to request.uri(); then, at the redirect URI:
        TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(parameters));
        String patient = tokens.context().patient().orElseThrow();
        return patient;
    }

    TokenResponse refresh(TokenResponse tokens) {
        TokenResponse refreshed = epic.refresh(RefreshRequest.of(tokens));
        return refreshed;
    }

    TokenResponse exchangeCode(String receivedCode, String receivedIss, String storedVerifier, String storedNonce) {
        AuthorizationCode code = AuthorizationCode.of(receivedCode, storedVerifier, "https://app.example/callback")
                .withNonce(storedNonce)
                .withIss(receivedIss);
        TokenResponse tokens = epic.exchange(code);
        return tokens;
    }

    AccessToken backendService() {
        // backend service: a cached token, which the client refreshes before it expires
        AccessToken token = nightly.accessToken();
        return token;
    }

    TokenResponse exchangeWithCredential(AuthorizationRequest request, AuthorizationResponse response, String rotated) {
        TokenResponse tokens = epic.with(Credential.secret(rotated)).exchange(request, response);
        return tokens;
    }
}
