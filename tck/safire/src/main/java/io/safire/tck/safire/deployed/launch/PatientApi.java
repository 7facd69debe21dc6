package io.safire.tck.safire.deployed.launch;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client for patients, used by the application over http. */
@RegisterRestClient(configKey = "web-ehr")
@SmartBearer(value = "web-ehr", userTokens = RequestUserTokens.class)
@Produces("application/fhir+json")
public interface PatientApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
