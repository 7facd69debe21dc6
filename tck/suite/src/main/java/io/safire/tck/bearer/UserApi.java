package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client with the tokens of the signed-in user. */
@RegisterRestClient(configKey = "sb-app")
@SmartBearer(value = "sb-app", userTokens = SignedInUserTokens.class)
@Produces("application/fhir+json")
public interface UserApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);
}
