package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client with a method for a server that is not configured. */
@RegisterRestClient(configKey = "sb-unknown-method")
@Dependent
@Produces("application/fhir+json")
public interface UnknownMethodApi {

    @GET
    @Path("Patient")
    @SmartBearer("sb-unknown-method")
    String patients();
}
