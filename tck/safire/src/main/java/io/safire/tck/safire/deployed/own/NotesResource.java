package io.safire.tck.safire.deployed.own;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.TreeSet;

/** A resource with its own cookies and its own exception. */
@Path("notes")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class NotesResource {

    /** Sets two cookies. */
    @GET
    public Response notes() {
        return Response.ok("notes").cookie(cookie("note"), cookie("theme")).build();
    }

    /** Returns the names of the application's cookies in the request. */
    @GET
    @Path("cookies")
    public String cookies(@Context HttpHeaders headers) {
        TreeSet<String> names = new TreeSet<>(headers.getCookies().keySet());
        names.removeIf(name -> !name.equals("note") && !name.equals("theme"));
        return String.join(" ", names);
    }

    /** Throws an exception for which the application has a mapper. */
    @POST
    @Path("broken")
    public String fail() {
        throw new ApplicationException();
    }

    private static NewCookie cookie(String name) {
        return new NewCookie.Builder(name)
                .value("1")
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
