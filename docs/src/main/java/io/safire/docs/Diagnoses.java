package io.safire.docs;

import io.safire.rest.DiagnosisResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;

/** The sample of a resource that diagnoses the clients for operators. */
@Path("diagnosis")
@ApplicationScoped
public class Diagnoses extends DiagnosisResource {
    @Override
    protected boolean isAllowed(SecurityContext security) {
        return security.isUserInRole("operator");
    }
}
