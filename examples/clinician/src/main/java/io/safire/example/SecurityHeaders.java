package io.safire.example;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/**
 * A filter that sets security headers on every response, including files and errors. {@code web.xml} maps this filter
 * before all other filters. The library's launch pages set stricter headers, which replace the headers of this filter.
 */
public class SecurityHeaders extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /**
     * The origin of the EHR that shows this application in a frame. The library's launch pages use the same setting for
     * their own headers.
     */
    private static final String FRAME_ANCESTORS = "safire.ehr.frame-ancestors";

    @Inject
    transient Config config;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Map<String, String> headers = headers();
        headers.forEach(response::setHeader);
        chain.doFilter(request, new HeaderReplacingResponse(response, headers));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", policy());
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private String policy() {
        return "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
                + config.getOptionalValue(FRAME_ANCESTORS, String.class).orElse("'none'");
    }

    /** A response whose headers replace the headers of the filter, because browsers would apply both policies. */
    private static final class HeaderReplacingResponse extends HttpServletResponseWrapper {

        private final Map<String, String> headers;

        HeaderReplacingResponse(HttpServletResponse response, Map<String, String> headers) {
            super(response);
            this.headers = headers;
        }

        @Override
        public void addHeader(String name, String value) {
            if (headers.containsKey(name)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
