package io.safire.tck.deployed.launch;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Patients for a user whose application is over https. */
@RegisterRestClient(configKey = "web-ehr-tls")
@SmartBearer(value = "web-ehr-tls", subject = Visit.class)
@Produces("application/fhir+json")
public interface SecurePatientApi {

    /** Reads a patient. */
    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
