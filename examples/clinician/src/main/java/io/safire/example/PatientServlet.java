package io.safire.example;

import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        TokenResponse tokens = visit.tokens();
        if (tokens == null) {
            Page.signedOut(response);
            return;
        }
        String bearer = "Bearer " + tokens.accessToken().value();
        String id = tokens.context().patient().orElseThrow();
        JsonObject patient = fhir.patient(bearer, id);
        Page.patient(response, patient, fhir.observations(bearer, id));
    }
}
