package io.safire.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.web.SmartEndpoints;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
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
 * A Jakarta REST resource with the launch URL, redirect URI, JWKS and sign-out endpoints. An application enables these
 * endpoints with a subclass, whose path is the base path of the endpoints:
 *
 * <pre>{@code
 * @Path("smart")
 * @ApplicationScoped
 * public class Launches extends SmartResource {}
 * }</pre>
 *
 * <p>In this example, {@code smart/launch} is the launch URL, {@code smart/callback} is the redirect URI, and
 * {@code smart/jwks/{server}} is the URL of the JWKS. A request to {@code smart/sign-out} ends the session, and
 * {@code smart/signed-out} is the {@code post-logout-redirect-uri}. All paths are relative to the application's {@code @ApplicationPath}.
 */
@NullUnmarked // a field that the container sets
public abstract class SmartResource {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final boolean HAS_SERVLETS = hasServlets();

    @Inject
    SmartEndpoints endpoints;

    protected SmartResource() {}

    /**
     * Handles a request to the launch URL.
     *
     * @param uri the request URI with the launch parameters
     * @param headers the request headers
     * @param resources the access to the response of the servlet container, if the runtime has servlets
     * @return the redirect to the authorization server, or an error page
     */
    @GET
    @Path("launch")
    public Response launch(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return toResponse(endpoints.launch(toWebRequest("GET", uri, headers)), resources);
    }

    /**
     * Rejects a HEAD request to the launch URL. Without this method, Jakarta REST would call the GET method.
     *
     * @param uri the request URI
     * @param headers the request headers
     * @param resources the access to the response of the servlet container, if the runtime has servlets
     * @return an error page
     */
    @HEAD
    @Path("launch")
    public Response launchByHead(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return toResponse(endpoints.launch(toWebRequest("HEAD", uri, headers)), resources);
    }

    /**
     * Handles the authorization response at the redirect URI.
     *
     * @param uri the request URI with the response parameters
     * @param headers the request headers
     * @param resources the access to the response of the servlet container, if the runtime has servlets
     * @return the redirect into the application, or an error page
     */
    @GET
    @Path("callback")
    public Response callback(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return toResponse(endpoints.callback(toWebRequest("GET", uri, headers)), resources);
    }

    /**
     * Rejects a HEAD request to the redirect URI. Without this method, Jakarta REST would call the GET method, and a
     * link checker would consume the code.
     *
     * @param uri the request URI
     * @param headers the request headers
     * @param resources the access to the response of the servlet container, if the runtime has servlets
     * @return an error page
     */
    @HEAD
    @Path("callback")
    public Response callbackByHead(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return toResponse(endpoints.callback(toWebRequest("HEAD", uri, headers)), resources);
    }

    /**
     * Returns the application's public keys for a server.
     *
     * @param server the configured name of the server
     * @param uri the request URI
     * @param headers the request headers
     * @return the JWKS; status 404 if the server is not configured or has no key
     */
    @GET
    @Path("jwks/{server}")
    public Response jwks(@PathParam("server") String server, @Context UriInfo uri, @Context HttpHeaders headers) {
        WebResponse webResponse = endpoints.jwks(server, toWebRequest("GET", uri, headers));
        return buildResponse(webResponse, webResponse.headers());
    }

    /**
     * Signs the user out.
     *
     * @param uri the request URI
     * @param headers the request headers
     * @param resources the access to the response of the servlet container, if the runtime has servlets
     * @return the redirect that the application's {@code LaunchHandler} returns, or an error page
     */
    @POST
    @Path("sign-out")
    public Response signOut(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return toResponse(endpoints.signOut(toWebRequest("POST", uri, headers)), resources);
    }

    /**
     * Handles the return of the browser from the end session endpoint of the server.
     *
     * @param uri the request URI with the state
     * @param headers the request headers
     * @param resources the access to the response of the servlet container, if the runtime has servlets
     * @return the redirect into the application
     */
    @GET
    @Path("signed-out")
    public Response signedOut(@Context UriInfo uri, @Context HttpHeaders headers, @Context ResourceContext resources) {
        return toResponse(endpoints.signedOut(toWebRequest("GET", uri, headers)), resources);
    }

    private static WebRequest toWebRequest(String method, UriInfo uri, HttpHeaders headers) {
        // each header is read by its name, because the entries of RESTEasy's map do not show changes that request
        // filters made
        Map<String, List<String>> headerValues = new LinkedHashMap<>();
        headers.getRequestHeaders().keySet().forEach(name -> headerValues.put(name, headers.getRequestHeader(name)));
        return new WebRequest(method, uri.getQueryParameters(), headerValues);
    }

    /**
     * Adds the cookies to the servlet container's response. On Jersey, a {@code Set-Cookie} header of the Jakarta REST
     * response would replace the container's session cookie.
     */
    private static Response toResponse(WebResponse webResponse, ResourceContext resources) {
        Map<String, List<String>> headers = new LinkedHashMap<>(webResponse.headers());
        if (HAS_SERVLETS && ServletCookies.add(webResponse.header(SET_COOKIE), resources)) {
            headers.keySet().removeIf(SET_COOKIE::equalsIgnoreCase);
        }
        return buildResponse(webResponse, headers);
    }

    /**
     * RESTEasy escapes the markup in a text body if the status is 400. It does not change a body that consists of
     * bytes.
     */
    private static Response buildResponse(WebResponse webResponse, Map<String, List<String>> headers) {
        Response.ResponseBuilder builder = Response.status(webResponse.status());
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return webResponse.body().isEmpty()
                ? builder.build()
                : builder.entity(webResponse.body().getBytes(UTF_8)).build();
    }

    /** Some runtimes, such as Quarkus REST, have no Servlet API. */
    private static boolean hasServlets() {
        try {
            Class.forName("jakarta.servlet.http.HttpServletResponse", false, SmartResource.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
