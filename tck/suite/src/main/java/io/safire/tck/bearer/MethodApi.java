package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client that sends a token for one of its methods only. No other annotation names this server. */
@RegisterRestClient(configKey = "sb-method")
@Dependent
@Produces("application/fhir+json")
public interface MethodApi {

    @GET
    @Path("Patient/{id}")
    @SmartBearer("sb-method")
    String patientWithToken(@PathParam("id") String id);

    @GET
    @Path("Patient/{id}")
    Response patientWithoutToken(@PathParam("id") String id);
}
