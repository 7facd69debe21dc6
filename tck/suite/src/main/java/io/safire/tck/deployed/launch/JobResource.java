package io.safire.tck.deployed.launch;

import io.safire.SmartClients;
import io.safire.error.SmartException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.NullUnmarked;

/** A resource that runs a backend service. */
@Path("job")
@ApplicationScoped
@NullUnmarked // the container sets a field
public class JobResource {

    private static final int BAD_GATEWAY = 502;

    @Inject
    SmartClients clients;

    /** Requests a token. Returns 502 with the exception's message if the request fails. */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public Response job() {
        try {
            clients.client("web-job").requestToken();
            return Response.ok("done").build();
        } catch (SmartException failure) {
            return Response.status(BAD_GATEWAY).entity(failure.getMessage()).build();
        }
    }
}
