package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client with the token of a backend service, except for three methods. */
@RegisterRestClient(configKey = "sb-job")
@SmartBearer("sb-job")
@Produces("application/fhir+json")
public interface MixedApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);

    @GET
    @Path("Patient/{id}")
    @SmartBearer(value = "sb-job", userTokens = SignedInUserTokens.class)
    String patientForUser(@PathParam("id") String id);

    /** Uses the token of another configured server at the same address. */
    @GET
    @Path("Patient/{id}")
    @SmartBearer("sb-second")
    String patientOfSecondServer(@PathParam("id") String id);

    /** Uses the token of a server to which the address of this interface does not belong. */
    @GET
    @Path("Patient/{id}")
    @SmartBearer("sb-other")
    Response patientOfOtherServer(@PathParam("id") String id);
}
