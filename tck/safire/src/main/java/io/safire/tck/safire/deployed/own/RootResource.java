package io.safire.tck.safire.deployed.own;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The resource at the root path. */
@Path("")
@ApplicationScoped
public class RootResource {

    /** The body of the root resource. */
    public static final String TEXT = "the root of the application";

    /** Returns {@value #TEXT}. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String root() {
        return TEXT;
    }
}
