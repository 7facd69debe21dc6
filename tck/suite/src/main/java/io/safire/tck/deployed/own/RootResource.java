package io.safire.tck.deployed.own;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A resource at the root. */
@Path("")
@ApplicationScoped
public class RootResource {

    /** The text of the root. */
    public static final String TEXT = "the root of the application";

    /**
     * Returns the text of the root.
     *
     * @return {@value #TEXT}
     */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String root() {
        return TEXT;
    }
}
