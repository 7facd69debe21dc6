package io.safire.tck.safire.enterprise;

import io.safire.inject.SmartBearer;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The REST client of the first module. */
@RegisterRestClient(configKey = "ear")
@SmartBearer("ear")
@Dependent
@Produces("application/fhir+json")
public interface FirstApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
