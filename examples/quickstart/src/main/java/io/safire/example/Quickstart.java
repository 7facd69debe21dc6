package io.safire.example;

import io.safire.SmartClient;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.Json;
import jakarta.json.JsonObject;

public class Quickstart {

    public static void main(String[] arguments) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            ehr.registerClient(SandboxClient.publicClient("growth-chart", "https://app.example/callback"));
            String iss = ehr.fhirBase().toString();
            System.setProperty("safire.base-url", iss);
            System.setProperty("safire.client-id", "growth-chart");
            System.setProperty("safire.redirect-uri", "https://app.example/callback");
            System.setProperty("safire.scopes", "launch openid fhirUser patient/Patient.rs");
            try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
                SmartClient client = container.select(SmartClient.class).get();
                // the EHR opens the launch URL with the parameters iss and launch
                JsonObject context =
                        Json.createObjectBuilder().add("patient", "pat-1").build();
                String launch = ehr.startLaunch(context);
                AuthorizationRequest request = client.authorize(Launch.ehr(iss, launch));
                // the browser opens request.uri(), the user agrees, and the browser returns to the redirect URI
                String query = ehr.authorize(request.uri()).query();
                TokenResponse tokens = client.exchange(request, AuthorizationResponse.parse(query));
                IdToken user = tokens.identity().orElseThrow();
                System.out.println("Patient: " + tokens.context().patient().orElseThrow());
                System.out.println("User: " + user.fhirUser().orElseThrow().url());
            }
        }
    }
}
