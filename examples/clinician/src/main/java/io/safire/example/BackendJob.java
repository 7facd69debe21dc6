package io.safire.example;

import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A job that reads without a user, with {@code system/*.rs}. */
@ApplicationScoped
public class BackendJob {

    @Inject
    @SmartServer("nightly")
    SmartClient client;

    @Inject
    @RestClient
    FhirApi fhir;

    /** Counts patients and observations. */
    public String run() {
        String bearer = "Bearer " + client.backendToken().accessToken().value();
        JsonObject patients = fhir.patients(bearer);
        JsonObject observations = fhir.observations(bearer, null);
        return patients.getInt("total") + " patients, " + observations.getInt("total") + " observations";
    }
}
