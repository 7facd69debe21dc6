package io.safire.example;

import io.safire.error.SmartException;
import io.safire.token.ManagedTokens;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The patient of the launch and the observations. */
@WebServlet("")
public class PatientServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(PatientServlet.class.getName());

    @Inject
    transient Visit visit;

    @Inject
    @RestClient
    transient FhirApi fhir;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        page().send(response);
    }

    private Page page() {
        try {
            Optional<ManagedTokens> user = visit.current();
            if (user.isEmpty()) {
                return Page.signedOut();
            }
            Optional<String> patient = user.get().tokens().context().patient();
            return patient.map(id -> Page.patient(fhir.patient(id), fhir.observations(id)))
                    .orElseGet(() -> Page.of(Problem.NO_PATIENT));
        } catch (SmartException | WebApplicationException | ProcessingException failure) {
            LOG.log(Level.WARNING, "The patient cannot be shown", failure);
            return Page.of(Problem.of(failure));
        }
    }
}
