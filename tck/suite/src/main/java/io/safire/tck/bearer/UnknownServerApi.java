package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client for a server that is not configured. */
@RegisterRestClient(configKey = "sb-unknown")
@SmartBearer("sb-unknown")
@Produces("application/fhir+json")
public interface UnknownServerApi {

    @GET
    @Path("Patient")
    String patients();
}
