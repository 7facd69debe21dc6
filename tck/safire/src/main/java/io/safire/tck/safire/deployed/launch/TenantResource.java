package io.safire.tck.safire.deployed.launch;

import io.safire.CloseableSmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A resource that signs users in at the EHR of a tenant, with a client that the application creates in code. */
@Path("tenant")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
@NullUnmarked // the container sets fields
public class TenantResource {

    private static final int BAD_GATEWAY = 502;
    private static final String COOKIE = "tenant";

    @Inject
    SmartClients clients;

    @Inject
    @ConfigProperty(name = "tck.tenant.base-url")
    String baseUrl;

    @Inject
    @ConfigProperty(name = "tck.tenant.redirect-uri")
    String redirectUri;

    private final Map<String, AuthorizationRequest> requests = new ConcurrentHashMap<>();
    private @Nullable CloseableSmartClient tenant;

    /** Redirects the browser to the EHR. */
    @GET
    public Response signIn() {
        AuthorizationRequest request = client().authorize(Launch.standalone());
        String browser = UUID.randomUUID().toString();
        requests.put(browser, request);
        NewCookie cookie = new NewCookie.Builder(COOKIE)
                .value(browser)
                .path("/")
                .httpOnly(true)
                .build();
        return Response.seeOther(request.uri()).cookie(cookie).build();
    }

    /** Returns the patient of the launch. Returns 502 with the exception's message if the launch fails. */
    @GET
    @Path("callback")
    public Response callback(@CookieParam(COOKIE) String browser, @Context UriInfo address) {
        try {
            TokenResponse tokens = client().exchange(
                            requests.remove(browser),
                            AuthorizationResponse.parse(address.getRequestUri().getRawQuery()));
            return Response.ok(
                            tokens.server() + " " + tokens.context().patient().orElseThrow())
                    .build();
        } catch (SmartException failure) {
            return Response.status(BAD_GATEWAY)
                    .entity(failure.getClass().getSimpleName() + " " + failure.getMessage())
                    .build();
        }
    }

    /** Closes the client and returns the error of the next call. */
    @POST
    @Path("close")
    public synchronized String close() {
        CloseableSmartClient closed = client();
        closed.close();
        tenant = null;
        try {
            return closed.metadata().toString();
        } catch (SmartException failure) {
            return failure.getMessage();
        }
    }

    private synchronized CloseableSmartClient client() {
        if (tenant == null) {
            tenant = clients.create(SmartClientSettings.builder(baseUrl)
                    .name("tenant")
                    .clientId("app-web-tenant")
                    .redirectUri(redirectUri)
                    .scopes(Scopes.of("launch/patient", "patient/*.rs"))
                    .build());
        }
        return tenant;
    }
}
