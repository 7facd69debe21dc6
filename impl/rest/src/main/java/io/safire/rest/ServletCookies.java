package io.safire.rest;

import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Adds cookies to the response of the servlet container. It must not be loaded on runtimes without servlets. */
@NullUnmarked // a field that the container sets
@Vetoed // Quarkus would take it for a bean, and has no response to inject
final class ServletCookies {

    @Context
    HttpServletResponse response;

    private ServletCookies() {}

    /**
     * Adds all cookies, or none.
     *
     * @param cookies the values of the {@code Set-Cookie} headers
     * @param resources injects the response
     * @return false if no servlet container handles this request
     */
    static boolean add(List<String> cookies, ResourceContext resources) {
        ServletCookies target = new ServletCookies();
        if (!target.isConnected(resources)) {
            return false;
        }
        cookies.forEach(cookie -> target.response.addHeader("Set-Cookie", cookie));
        return true;
    }

    /**
     * Returns whether there is a response. Quarkus REST does not inject the field; RESTEasy injects a proxy, which throws
     * outside of servlets.
     */
    private boolean isConnected(ResourceContext resources) {
        try {
            resources.initResource(this);
            return response != null && !response.isCommitted();
        } catch (RuntimeException noServletContainer) {
            return false;
        }
    }
}
