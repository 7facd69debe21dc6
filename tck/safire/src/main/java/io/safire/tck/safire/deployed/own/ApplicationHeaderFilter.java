package io.safire.tck.safire.deployed.own;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** A response filter that adds a header. */
@Provider
@ApplicationScoped
public class ApplicationHeaderFilter implements ContainerResponseFilter {

    /** The name of the header, in lower case. */
    public static final String HEADER = "x-application";

    /** The value of the header. */
    public static final String VALUE = "own";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, VALUE);
    }
}
