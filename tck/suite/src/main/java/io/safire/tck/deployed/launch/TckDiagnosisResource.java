package io.safire.tck.deployed.launch;

import io.safire.rest.DiagnosisResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;

/** The diagnosis that the library provides. Every client that uses https may read the diagnosis. */
@Path("diagnosis")
@ApplicationScoped
public class TckDiagnosisResource extends DiagnosisResource {

    @Override
    protected boolean isAllowed(SecurityContext security) {
        return security.isSecure();
    }
}
