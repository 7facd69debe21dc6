package io.safire.tck.safire.deployed.sourced;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client with the managed tokens of a server that the configuration does not contain. */
@RegisterRestClient(configKey = "web-customer")
@SmartBearer("web-customer")
@Produces("application/fhir+json")
public interface CustomerPatients {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
