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

/** A backend service. */
@Path("job")
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class JobResource {

    private static final int BAD_GATEWAY = 502;

    @Inject
    SmartClients clients;

    /** Requests a token; 502 with the message if there is none. */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public Response job() {
        try {
            clients.client("web-job").backendToken();
            return Response.ok("done").build();
        } catch (SmartException failure) {
            return Response.status(BAD_GATEWAY).entity(failure.getMessage()).build();
        }
    }
}
