package io.safire.tck.safire.transport;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client of a FHIR server behind a gateway. */
@RegisterRestClient(configKey = "gateway-fhir")
@SmartBearer("gateway-fhir")
@Produces("application/fhir+json")
public interface GatewayApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
