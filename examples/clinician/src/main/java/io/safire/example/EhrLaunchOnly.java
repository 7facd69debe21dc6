package io.safire.example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses launches by {@code ?server=<name>}. The EHR starts this application, for one of its patients; the client of the
 * backend job signs no user in.
 */
public class EhrLaunchOnly extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getParameter("server") == null) {
            chain.doFilter(request, response);
        } else {
            Page.of(Problem.NO_EHR_LAUNCH).send(request, response);
        }
    }
}
