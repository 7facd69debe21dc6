package io.safire.tck.safire.deployed.launch;

import io.safire.error.SignInRequiredException;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.NullUnmarked;

/** The page after a launch, which reads the patient with the user's token. */
@Path("chart")
@ApplicationScoped
@NullUnmarked // the container sets fields
public class PatientChartResource {

    private static final int UNAUTHORIZED = 401;
    private static final int BAD_GATEWAY = 502;

    @Inject
    RequestUserTokens userTokens;

    @Inject
    @RestClient
    PatientApi patients;

    @Inject
    @RestClient
    SecurePatientApi securePatients;

    /** Returns the patient. Returns 401 if no user is signed in or the user has to sign in again. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response chart() {
        Optional<ManagedTokens> user = userTokens.current();
        if (user.isEmpty()) {
            return unauthorized("signed out");
        }
        try {
            return Response.ok(patient(user.get())).build();
        } catch (SignInRequiredException refused) {
            return unauthorized("sign in again");
        } catch (WebApplicationException refused) {
            return Response.status(BAD_GATEWAY).entity("refused by the EHR").build();
        }
    }

    private String patient(ManagedTokens user) {
        String id = user.tokens().context().patient().orElseThrow();
        return user.server().equals("web-ehr-tls") ? securePatients.patient(id) : patients.patient(id);
    }

    private static Response unauthorized(String text) {
        return Response.status(UNAUTHORIZED).entity(text).build();
    }
}
