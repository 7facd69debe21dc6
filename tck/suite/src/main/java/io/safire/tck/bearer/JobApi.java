package io.safire.tck.bearer;

import io.safire.inject.SmartBearer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client of a background job, with the token of a backend service. */
@RegisterRestClient(configKey = "sb-job")
@SmartBearer("sb-job")
@Produces("application/fhir+json")
public interface JobApi {

    @GET
    @Path("Patient/{id}")
    String patient(@PathParam("id") String id);

    @GET
    @Path("Patient/{id}")
    Response patientResponse(@PathParam("id") String id);

    @GET
    @Path("Patient")
    Response patientsResponse();

    @GET
    @Path("Patient/{id}")
    Response patientResponseWithOwnToken(
            @HeaderParam("Authorization") String authorization, @PathParam("id") String id);

    @POST
    @Path("Patient/_search")
    @Consumes("application/x-www-form-urlencoded")
    String search(byte[] form);

    @POST
    @Path("Patient/_search")
    @Consumes("application/x-www-form-urlencoded")
    Response stream(InputStream form);
}
