package io.safire.example;

import io.safire.SmartClients;
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

/** A servlet that shows the chart of one visit at {@code chart/<visit ID>}. */
@WebServlet("/chart/*")
public class ChartServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(ChartServlet.class.getName());

    @Inject
    transient Visits visits;

    @Inject
    transient CurrentVisit current;

    @Inject
    transient SmartClients clients;

    @Inject
    @RestClient
    transient FhirApi fhir;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        findVisit(request)
                .map(this::createPage)
                .orElseGet(() -> Page.of(Problem.NOT_OPEN))
                .send(request, response);
    }

    /** Finds the visit in the session. If the request has no session, this method does not create one. */
    private Optional<Visit> findVisit(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null || request.getSession(false) == null ? Optional.empty() : visits.find(path.substring(1));
    }

    private Page createPage(Visit visit) {
        try {
            current.set(visit);
            Optional<ManagedTokens> user = visit.tokens(clients);
            if (user.isEmpty()) {
                return Page.chart(Problem.SIGN_IN_ENDED);
            }
            Optional<String> patient = user.get().tokens().context().patient();
            return patient.map(id -> Page.chart(fhir.patient(id), fhir.observations(id)))
                    .orElseGet(() -> Page.chart(Problem.NO_PATIENT));
        } catch (SmartException | WebApplicationException | ProcessingException failure) {
            LOG.log(Level.WARNING, "The chart cannot be shown", failure);
            return Page.chart(Problem.of(failure));
        }
    }
}
