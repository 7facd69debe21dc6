package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A client whose address is 127.0.0.1, while the base-url of its server is localhost. */
@RegisterRestClient(configKey = "sb-loopback")
@SmartBearer("sb-loopback")
@Produces("application/fhir+json")
public interface LoopbackApi {

    /** Reads a patient. */
    @GET
    @Path("Patient/{id}")
    Response answer(@PathParam("id") String id);
}
