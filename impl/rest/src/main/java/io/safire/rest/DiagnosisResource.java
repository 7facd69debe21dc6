package io.safire.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClients;
import io.safire.diagnosis.Diagnosis;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/**
 * A Jakarta REST resource that diagnoses the client of a server. An application enables the resource with a subclass,
 * which decides whether a user may read a diagnosis:
 *
 * <pre>{@code
 * @Path("diagnosis")
 * @ApplicationScoped
 * public class Diagnoses extends DiagnosisResource {
 *     @Override
 *     protected boolean isAllowed(SecurityContext security) {
 *         return security.isUserInRole("operator");
 *     }
 * }
 * }</pre>
 *
 * <p>In this example, {@code diagnosis/epic} returns the diagnosis of the client {@code epic} as a web page. With the
 * header {@code Accept: application/json} or {@code text/plain}, the response is JSON or a text. The diagnosis has the
 * default options, so it sends only GET requests without credentials.
 *
 * @since 1.0
 */
@NullUnmarked // a field that the container sets
public abstract class DiagnosisResource {

    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Inject
    SmartClients clients;

    protected DiagnosisResource() {}

    /**
     * Returns whether the user of the current request may read a diagnosis. A diagnosis describes the configuration of
     * the application, so only administrators should read it.
     *
     * @param security the security context of the request, with the user and the roles of the user
     * @return true to respond with the diagnosis, false to respond with status 403
     */
    protected abstract boolean isAllowed(SecurityContext security);

    /**
     * Returns a diagnosis as a web page.
     *
     * @param server the configured name of the server
     * @param security the security context of the request
     * @return the page; status 403 if the user may not read the diagnosis, 404 if the server is not configured
     */
    @GET
    @Path("{server}")
    @Produces(MediaType.TEXT_HTML)
    public Response page(@PathParam("server") String server, @Context SecurityContext security) {
        return respond(server, security, MediaType.TEXT_HTML, Diagnosis::toHtml);
    }

    /**
     * Returns a diagnosis as JSON.
     *
     * @param server the configured name of the server
     * @param security the security context of the request
     * @return the JSON object; status 403 if the user may not read the diagnosis, 404 if the server is not configured
     */
    @GET
    @Path("{server}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("server") String server, @Context SecurityContext security) {
        return respond(server, security, MediaType.APPLICATION_JSON, diagnosis -> diagnosis
                .toJson()
                .toString());
    }

    /**
     * Returns a diagnosis as a text.
     *
     * @param server the configured name of the server
     * @param security the security context of the request
     * @return the text; status 403 if the user may not read the diagnosis, 404 if the server is not configured
     */
    @GET
    @Path("{server}")
    @Produces(MediaType.TEXT_PLAIN)
    public Response text(@PathParam("server") String server, @Context SecurityContext security) {
        return respond(server, security, MediaType.TEXT_PLAIN, Diagnosis::toText);
    }

    private Response respond(String server, SecurityContext security, String type, Function<Diagnosis, String> format) {
        if (!isAllowed(security)) {
            return Response.status(Status.FORBIDDEN).build();
        }
        if (!clients.names().contains(server)) {
            return Response.status(Status.NOT_FOUND).build();
        }
        String body = format.apply(clients.client(server).diagnose());
        return Response.ok(body.getBytes(UTF_8), type + ";charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", PAGE_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
