package io.safire.tck.safire.deployed.own;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The mapper for {@link ApplicationException}. */
@Provider
@ApplicationScoped
public class ApplicationExceptionMapper implements ExceptionMapper<ApplicationException> {

    /** A status that is used nowhere else in the application. */
    public static final int STATUS = 418;

    /** The body of the response. */
    public static final String TEXT = "an error of the application";

    @Override
    public Response toResponse(ApplicationException exception) {
        return Response.status(STATUS).type(MediaType.TEXT_PLAIN).entity(TEXT).build();
    }
}
