package io.safire.example;

import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the EHR starts the application: {@code /launch?iss=...&launch=...}. */
@WebServlet("/launch")
public class LaunchServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient SmartClients clients;

    @Inject
    transient Launches launches;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String iss = String.valueOf(request.getParameter("iss"));
            String launch = String.valueOf(request.getParameter("launch"));
            AuthorizationRequest authorization = clients.byIssuer(iss).authorize(Launch.ehr(iss, launch));
            launches.begin(authorization);
            response.sendRedirect(authorization.uri().toString());
        } catch (SmartException failure) {
            Page.problem(response, failure);
        }
    }
}
