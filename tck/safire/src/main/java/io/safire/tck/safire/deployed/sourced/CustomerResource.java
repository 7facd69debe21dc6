package io.safire.tck.safire.deployed.sourced;

import io.safire.SmartClientSettings;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.SmartException;
import io.safire.tck.safire.observe.ReadinessProbe;
import io.safire.token.Scopes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.NullUnmarked;

/** A resource that adds and removes the server of a customer, and reads a patient from this server. */
@Path("customer")
@ApplicationScoped
@NullUnmarked // the container sets fields
public class CustomerResource {

    private static final String SERVER = "web-customer";
    private static final int BAD_GATEWAY = 502;

    @Inject
    CustomerServers servers;

    @Inject
    @RestClient
    CustomerPatients patients;

    @Inject
    ReadinessProbe readiness;

    @Inject
    @ConfigProperty(name = "tck.customer.base-url")
    String baseUrl;

    @Inject
    @ConfigProperty(name = "tck.customer.key")
    String key;

    /** Adds the server. */
    @POST
    @Path("added")
    public void add() {
        servers.replace(Map.of(
                SERVER,
                SmartClientSettings.builder(baseUrl)
                        .clientId("app-" + SERVER)
                        .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                        .credential(Credential.key(key, "ec-1"))
                        .scopes(Scopes.of("system/*.rs"))
                        .build()));
    }

    /** Removes the server. */
    @POST
    @Path("removed")
    public void remove() {
        servers.replace(Map.of());
    }

    /** Returns a patient. Returns 502 with the code of the exception if the library sends no request. */
    @GET
    @Path("patient")
    @Produces(MediaType.TEXT_PLAIN)
    public Response patient() {
        try {
            return Response.ok(patients.patient("pat-1")).build();
        } catch (RuntimeException failure) {
            String codes = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                    .map(cause -> cause instanceof SmartException refused
                            ? refused.code()
                            : cause.getClass().getSimpleName())
                    .collect(Collectors.joining(" "));
            return Response.status(BAD_GATEWAY).entity(codes).build();
        }
    }

    /** Returns the data of the readiness check as the runtime publishes it. */
    @GET
    @Path("readiness")
    @Produces(MediaType.TEXT_PLAIN)
    public String readiness() {
        ReadinessProbe.ReadinessState state = readiness.currentState();
        return "up=" + state.up() + " " + state.data();
    }
}
