package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client for a server whose token request has not succeeded yet. */
@RegisterRestClient(configKey = "sb-late")
@SmartBearer("sb-late")
@Produces("application/fhir+json")
public interface UnavailableTokenApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
