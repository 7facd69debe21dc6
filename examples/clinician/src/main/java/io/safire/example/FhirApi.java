package io.safire.example;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What this application reads from the FHIR server. */
@RegisterRestClient(configKey = "fhir")
@Produces("application/fhir+json")
public interface FhirApi {

    @GET
    @Path("Patient/{id}")
    JsonObject patient(@HeaderParam("Authorization") String bearer, @PathParam("id") String id);

    @GET
    @Path("Observation")
    JsonObject observations(@HeaderParam("Authorization") String bearer, @QueryParam("patient") String patient);
}
