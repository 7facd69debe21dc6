package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client with a URL on 127.0.0.1, while the {@code base-url} of its server is on localhost. */
@RegisterRestClient(configKey = "sb-loopback")
@SmartBearer("sb-loopback")
@Produces("application/fhir+json")
public interface LoopbackApi {

    @GET
    @Path("Patient/{id}")
    Response patientResponse(@PathParam("id") String id);
}
