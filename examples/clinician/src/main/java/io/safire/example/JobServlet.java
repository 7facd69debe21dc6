package io.safire.example;

import io.safire.error.SmartException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Starts the backend job by hand; a product would start it by a timer. */
@WebServlet("/job")
public class JobServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient BackendJob job;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            response.setContentType("text/plain; charset=utf-8");
            response.getWriter().println(job.run());
        } catch (SmartException failure) {
            Page.problem(response, failure);
        }
    }
}
