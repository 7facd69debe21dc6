package io.safire.docs;

import io.safire.SmartClient;
import io.safire.key.PublicKeys;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;

/** The samples of the Javadoc. */
public class ApiSamples {

    String launch(SmartClient epic, String iss, String launch, UriInfo uriInfo) {
        AuthorizationRequest request = epic.authorize(Launch.ehr(iss, launch));
        // keep the request in the user's session, send the browser to request.uri(); then, at the redirect URI:
        TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(uriInfo.getQueryParameters()));
        String patient = tokens.context().patient().orElseThrow();
        return patient;
    }

    String user(SmartClient epic, TokenResponse tokens) {
        IdToken identity = tokens.identity().orElseThrow();
        // the two together are the user, for good
        String account = identity.issuer() + " " + identity.subject();
        URI user = identity.fhirUser().orElseThrow().url();
        // empty where the token must not be sent
        Optional<String> authorization = epic.authorizationHeader(tokens.accessToken(), user);
        return account + authorization;
    }

    Response keySet(SmartClient epic) {
        PublicKeys keys = epic.jwks();
        return Response.ok(keys.document().toString(), "application/json")
                .header("Cache-Control", keys.cacheControl())
                .build();
    }

    void sandbox() {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            ehr.client(ClientEntry.publicClient("app", "https://app.example/callback"));
        }
    }
}
