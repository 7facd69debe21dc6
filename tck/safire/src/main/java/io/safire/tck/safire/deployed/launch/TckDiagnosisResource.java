package io.safire.tck.safire.deployed.launch;

import io.safire.rest.DiagnosisResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/**
 * The diagnosis that the library provides. Every client that uses https may read the diagnosis. Without a servlet
 * container, RESTEasy has no {@link SecurityContext}.
 */
@Path("diagnosis")
@ApplicationScoped
public class TckDiagnosisResource extends DiagnosisResource {

    @Context
    UriInfo uri;

    @Override
    protected boolean isAllowed(SecurityContext security) {
        return "https".equals(uri.getRequestUri().getScheme());
    }
}
