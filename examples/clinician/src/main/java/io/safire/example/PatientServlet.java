package io.safire.example;

import io.safire.error.SmartException;
import io.safire.token.ManagedTokens;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The patient of the launch and the observations. */
@WebServlet("")
public class PatientServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Visit visit;

    @Inject
    @RestClient
    transient FhirApi fhir;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Optional<ManagedTokens> user = visit.current();
            if (user.isEmpty()) {
                Page.signedOut(response);
                return;
            }
            String id = user.get().tokens().context().patient().orElseThrow();
            Page.patient(response, fhir.patient(id), fhir.observations(id));
        } catch (SmartException failure) {
            Page.problem(response, failure);
        }
    }
}
