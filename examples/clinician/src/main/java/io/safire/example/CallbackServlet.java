package io.safire.example;

import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the authorization server sends the user back with a code. */
@WebServlet("/callback")
public class CallbackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient SmartClients clients;

    @Inject
    transient Launches launches;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AuthorizationRequest pending = launches.end();
        if (pending == null) {
            response.sendRedirect(request.getContextPath() + "/");
            return;
        }
        try {
            AuthorizationResponse answer = AuthorizationResponse.ofParameterMap(request.getParameterMap());
            launches.signIn(clients.client(pending.server()).exchange(pending, answer));
            request.changeSessionId();
            response.sendRedirect(request.getContextPath() + "/");
        } catch (SmartException failure) {
            Page.problem(response, failure);
        }
    }
}
