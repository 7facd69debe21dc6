package io.safire.tck.safire.deployed.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter that passes the response to the launch handler, because CDI has no bean for the response. */
@WebFilter("/api/smart/*")
public class ResponseFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    static final String RESPONSE = "tck.response";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(RESPONSE, response);
        chain.doFilter(request, response);
    }
}
