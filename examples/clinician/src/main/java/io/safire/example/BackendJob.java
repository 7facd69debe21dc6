package io.safire.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A job that reads without a user, with {@code system/*.rs}. */
@ApplicationScoped
public class BackendJob {

    @Inject
    @RestClient
    NightlyApi fhir;

    /** Counts patients and observations. */
    public String run() {
        JsonObject patients = fhir.patients();
        JsonObject observations = fhir.observations();
        return patients.getInt("total") + " patients, " + observations.getInt("total") + " observations";
    }
}
