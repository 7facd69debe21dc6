package io.safire.tck.deployed.launch;

import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.NullUnmarked;

/** The page after a launch: it reads the patient with the user's token. */
@Path("chart")
@ApplicationScoped
@NullUnmarked // the container sets fields
public class PatientChartResource {

    private static final int UNAUTHORIZED = 401;

    @Inject
    RequestUserTokens userTokens;

    @Inject
    @RestClient
    PatientApi patients;

    @Inject
    @RestClient
    SecurePatientApi securePatients;

    /** Returns the patient, or 401 if no user is signed in. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response chart() {
        Optional<ManagedTokens> user = userTokens.current();
        if (user.isEmpty()) {
            return Response.status(UNAUTHORIZED).entity("signed out").build();
        }
        String id = user.get().tokens().context().patient().orElseThrow();
        boolean secure = user.get().server().equals("web-ehr-tls");
        return Response.ok(secure ? securePatients.patient(id) : patients.patient(id))
                .build();
    }
}
