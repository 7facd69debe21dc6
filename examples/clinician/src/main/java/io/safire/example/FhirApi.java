package io.safire.example;

import io.safire.inject.SmartBearer;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client that reads FHIR resources with the tokens of the current visit. */
@Produces("application/fhir+json")
@RegisterRestClient(configKey = "fhir")
@SmartBearer(value = "ehr", userTokens = CurrentVisit.class)
public interface FhirApi {

    @GET
    @Path("Patient/{id}")
    JsonObject patient(@PathParam("id") String id);

    @GET
    @Path("Observation")
    JsonObject observations(@QueryParam("patient") String patient);
}
