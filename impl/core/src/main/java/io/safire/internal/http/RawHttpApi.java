package io.safire.internal.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The requests that the library sends. {@link TargetFilter} takes the URL of a request from a header.
 *
 * <p>The path annotation is on each method, because servers would treat an interface with a path annotation as a
 * resource of the application. Quarkus recognizes a client interface even if only its methods have a path annotation.
 */
@Produces("application/json")
public interface RawHttpApi extends AutoCloseable {

    /** The header with the URL of the request, which is removed before the request is sent. */
    String TARGET_HEADER = "Safire-Target";

    /** The header with the further headers of the request as a form, which is removed before the request is sent. */
    String FURTHER_HEADERS = "Safire-Headers";

    @GET
    @Path("")
    Response get(
            @HeaderParam(TARGET_HEADER) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("If-None-Match") @Nullable String etag,
            @HeaderParam(FURTHER_HEADERS) @Nullable String furtherHeaders);

    @POST
    @Path("")
    @Consumes("application/x-www-form-urlencoded")
    Response post(
            @HeaderParam(TARGET_HEADER) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam(FURTHER_HEADERS) @Nullable String furtherHeaders,
            byte[] form);

    @POST
    @Path("")
    @Consumes("application/json")
    Response postJson(
            @HeaderParam(TARGET_HEADER) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam(FURTHER_HEADERS) @Nullable String furtherHeaders,
            byte[] json);

    @POST
    @Path("")
    @Consumes("application/fhir+json")
    Response postFhir(
            @HeaderParam(TARGET_HEADER) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam(FURTHER_HEADERS) @Nullable String furtherHeaders,
            byte[] json);

    @PUT
    @Path("")
    @Consumes("application/json")
    Response putJson(
            @HeaderParam(TARGET_HEADER) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam(FURTHER_HEADERS) @Nullable String furtherHeaders,
            byte[] json);

    @DELETE
    @Path("")
    Response delete(
            @HeaderParam(TARGET_HEADER) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam(FURTHER_HEADERS) @Nullable String furtherHeaders);

    @Override
    void close();
}
