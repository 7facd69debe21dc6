package io.safire.rest;

import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Access to the cookies of the servlet container's response. Runtimes without servlets must not load this class. */
@NullUnmarked // a field that the container sets
@Vetoed // without this annotation, Quarkus would treat the class as a bean, although Quarkus has no response to inject
final class ServletCookies {

    @Context
    HttpServletResponse response;

    private ServletCookies() {}

    /**
     * Adds either all cookies or no cookie to the response.
     *
     * @param cookies the values of the {@code Set-Cookie} headers
     * @return false if no servlet container handles this request, or if the response is already committed
     */
    static boolean add(List<String> cookies, ResourceContext resources) {
        ServletCookies cookieWriter = new ServletCookies();
        if (!cookieWriter.hasWritableResponse(resources)) {
            return false;
        }
        cookies.forEach(cookie -> cookieWriter.response.addHeader("Set-Cookie", cookie));
        return true;
    }

    /**
     * Quarkus REST does not inject the field. RESTEasy injects a proxy, which throws an exception if there is no
     * servlet.
     */
    private boolean hasWritableResponse(ResourceContext resources) {
        try {
            resources.initResource(this);
            return response != null && !response.isCommitted();
        } catch (RuntimeException noServletContainer) {
            return false;
        }
    }
}
