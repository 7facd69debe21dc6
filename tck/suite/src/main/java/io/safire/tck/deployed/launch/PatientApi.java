package io.safire.tck.deployed.launch;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Patients for a user whose application is over http. */
@RegisterRestClient(configKey = "web-ehr")
@SmartBearer(value = "web-ehr", subject = Visit.class)
@Produces("application/fhir+json")
public interface PatientApi {

    /** Reads a patient. */
    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
