package io.safire.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.web.SmartEndpoints;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * Launch URL, redirect URI, key set and sign-out as a Jakarta REST resource. An application switches them on by a subclass,
 * whose path is where they are:
 *
 * <pre>{@code
 * @Path("smart")
 * @ApplicationScoped
 * public class Launches extends SmartResource {}
 * }</pre>
 *
 * <p>Then {@code smart/launch} is the launch URL, {@code smart/callback} the redirect URI, {@code smart/jwks/{server}} the
 * key set, and {@code smart/sign-out} ends the session, all below the application's own {@code @ApplicationPath}.
 */
@NullUnmarked // a field that the container sets
public abstract class SmartResource {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final boolean SERVLETS = hasServlets();

    @Inject
    SmartEndpoints endpoints;

    /** For subclasses. */
    protected SmartResource() {}

    /**
     * The launch URL.
     *
     * @param uri the parameters
     * @param headers the headers
     * @param resources gives access to the response of the servlet container, if there is one
     * @return the way to the authorization server, or an error page
     */
    @GET
    @Path("launch")
    public Response launch(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return sent(endpoints.launch(received("GET", uri, headers)), resources);
    }

    /**
     * Rejects HEAD at the launch URL. Frameworks otherwise call the method for GET.
     *
     * @param uri the parameters
     * @param headers the headers
     * @param resources gives access to the response of the servlet container, if there is one
     * @return an error page
     */
    @HEAD
    @Path("launch")
    public Response launchByHead(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return sent(endpoints.launch(received("HEAD", uri, headers)), resources);
    }

    /**
     * The redirect URI.
     *
     * @param uri the parameters
     * @param headers the headers
     * @param resources gives access to the response of the servlet container, if there is one
     * @return the way back into the application, or an error page
     */
    @GET
    @Path("callback")
    public Response callback(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return sent(endpoints.callback(received("GET", uri, headers)), resources);
    }

    /**
     * Rejects HEAD at the redirect URI. Frameworks otherwise call the method for GET, and a link checker would use the code up.
     *
     * @param uri the parameters
     * @param headers the headers
     * @param resources gives access to the response of the servlet container, if there is one
     * @return an error page
     */
    @HEAD
    @Path("callback")
    public Response callbackByHead(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return sent(endpoints.callback(received("HEAD", uri, headers)), resources);
    }

    /**
     * The application's public keys for a server.
     *
     * @param server the name of the server
     * @param uri the parameters
     * @param headers the headers
     * @return the JSON Web Key Set
     */
    @GET
    @Path("jwks/{server}")
    public Response jwks(@PathParam("server") String server, @Context UriInfo uri, @Context HttpHeaders headers) {
        WebAnswer answer = endpoints.jwks(server, received("GET", uri, headers));
        return response(answer, answer.headers());
    }

    /**
     * The end of the session.
     *
     * @param uri the parameters
     * @param headers the headers
     * @param resources gives access to the response of the servlet container, if there is one
     * @return the way out
     */
    @POST
    @Path("sign-out")
    public Response signOut(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return sent(endpoints.signOut(received("POST", uri, headers)), resources);
    }

    private static WebRequest received(String method, UriInfo uri, HttpHeaders headers) {
        // one by one: RESTEasy's entries are those from before its filters
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.getRequestHeaders().keySet().forEach(name -> all.put(name, headers.getRequestHeader(name)));
        return new WebRequest(method, uri.getQueryParameters(), all);
    }

    /**
     * Sends the cookies by the servlet container where there is one: on Jersey, a {@code Set-Cookie} header of the Jakarta
     * REST response replaces the session cookie of the container.
     */
    private static Response sent(WebAnswer answer, ResourceContext resources) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
        if (SERVLETS && ServletCookies.add(answer.header(SET_COOKIE), resources)) {
            headers.keySet().removeIf(SET_COOKIE::equalsIgnoreCase);
        }
        return response(answer, headers);
    }

    /** The body goes as bytes: RESTEasy escapes the markup of a text that goes with 400. */
    private static Response response(WebAnswer answer, Map<String, List<String>> headers) {
        Response.ResponseBuilder builder = Response.status(answer.status());
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return answer.body().isEmpty()
                ? builder.build()
                : builder.entity(answer.body().getBytes(UTF_8)).build();
    }

    /** A runtime without servlets, such as Quarkus REST, does not have the class. */
    private static boolean hasServlets() {
        try {
            Class.forName("jakarta.servlet.http.HttpServletResponse", false, SmartResource.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
