package io.safire.example;

import io.safire.error.SmartException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.Config;

/**
 * Starts the backend job by hand, for whoever sends the {@link JobSecret} as bearer token. The job reads everything that
 * {@code system/*.rs} reaches, so that it is not for everybody. A product would start it by a timer, without this address.
 */
@WebServlet("/job")
public class JobServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient BackendJob job;

    @Inject
    transient Config config;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JobSecret secret = JobSecret.of(config.getOptionalValue(JobSecret.KEY, String.class));
        if (!secret.isIn(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        try {
            response.setContentType("text/plain; charset=utf-8");
            response.getWriter().println(job.run());
        } catch (SmartException failure) {
            Page.problem(response, failure);
        }
    }
}
