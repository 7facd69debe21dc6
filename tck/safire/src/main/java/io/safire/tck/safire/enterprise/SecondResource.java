package io.safire.tck.safire.enterprise;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.NullUnmarked;

/** The resource of the second module. */
@Path("module")
@RequestScoped
@NullUnmarked // the container sets a field
public class SecondResource {

    @Inject
    @RestClient
    SecondApi api;

    /** Reads a patient with a managed token of the module's server. */
    @GET
    @Path("patient")
    @Produces(MediaType.TEXT_PLAIN)
    public String patient() {
        return api.patient("pat-1");
    }
}
