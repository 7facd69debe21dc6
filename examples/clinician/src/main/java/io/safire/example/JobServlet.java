package io.safire.example;

import io.safire.error.SmartException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;

/**
 * A servlet that starts the backend job for callers that send the {@link JobSecret} as bearer token. The job reads the
 * records of all patients, so it must not be public. A product would start the job with a timer instead of a URL.
 */
@WebServlet("/job")
public class JobServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(JobServlet.class.getName());

    @Inject
    transient BackendJob job;

    @Inject
    transient AuthenticationCheck authentication;

    @Inject
    transient Config config;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JobSecret secret = JobSecret.of(config.getOptionalValue(JobSecret.KEY, String.class));
        if (!secret.isContainedIn(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            send(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "To start the job, send its secret as the bearer token.");
            return;
        }
        try {
            send(response, HttpServletResponse.SC_OK, job.run());
        } catch (SmartException | WebApplicationException | ProcessingException failure) {
            LOG.log(Level.ERROR, "The job failed", failure);
            authentication.reasons(failure).forEach(reason -> LOG.log(Level.ERROR, reason));
            Problem problem = Problem.ofJob(failure);
            send(response, problem.status(), "The job failed. " + problem.description() + " " + problem.action());
        }
    }

    private static void send(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().println(text);
    }
}
