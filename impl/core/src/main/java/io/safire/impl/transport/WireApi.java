package io.safire.impl.transport;

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
 * The requests there are. Where one goes is a header that {@link TargetFilter} takes out.
 *
 * <p>Each method has the path, since servers take an interface that has it at the class for a resource of the application;
 * Quarkus finds its client interfaces by the methods too.
 */
@Produces("application/json")
public interface WireApi extends AutoCloseable {

    /** The header with the address; it never reaches the wire. */
    String TARGET = "Safire-Target";

    /** The header with the maximum size of the response in bytes; it never reaches the wire. */
    String LIMIT = "Safire-Limit";

    @GET
    @Path("")
    Response get(
            @HeaderParam(TARGET) String target,
            @HeaderParam(LIMIT) String limit,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("If-None-Match") @Nullable String etag);

    @POST
    @Path("")
    @Consumes("application/x-www-form-urlencoded")
    Response post(
            @HeaderParam(TARGET) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            byte[] form);

    @POST
    @Path("")
    @Consumes("application/json")
    Response postJson(
            @HeaderParam(TARGET) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            byte[] json);

    @PUT
    @Path("")
    @Consumes("application/json")
    Response putJson(
            @HeaderParam(TARGET) String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            byte[] json);

    @DELETE
    @Path("")
    Response delete(@HeaderParam(TARGET) String target, @HeaderParam("Authorization") @Nullable String authorization);

    @Override
    void close();
}
