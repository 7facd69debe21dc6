package io.safire.tck.safire.deployed.launch;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client for patients, used by the application over https. */
@RegisterRestClient(configKey = "web-ehr-tls")
@SmartBearer(value = "web-ehr-tls", userTokens = RequestUserTokens.class)
@Produces("application/fhir+json")
public interface SecurePatientApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
