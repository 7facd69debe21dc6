package io.safire.example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A filter that rejects standalone launches with {@code ?server=<name>}. Only an EHR launches this application, for one of its
 * patients. The client of the backend job must not sign in users.
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
