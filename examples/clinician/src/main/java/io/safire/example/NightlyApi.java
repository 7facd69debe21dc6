package io.safire.example;

import io.safire.inject.SmartBearer;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client that reads FHIR resources for the backend job. */
@Produces("application/fhir+json")
@RegisterRestClient(configKey = "fhir")
@SmartBearer("nightly")
public interface NightlyApi {

    @GET
    @Path("Observation")
    JsonObject observations();

    @GET
    @Path("Patient")
    JsonObject patients();
}
