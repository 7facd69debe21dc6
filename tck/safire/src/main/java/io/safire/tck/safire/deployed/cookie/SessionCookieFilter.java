package io.safire.tck.safire.deployed.cookie;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.ext.Provider;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A request filter that reads the session cookie. */
@Provider
@ApplicationScoped
@NullUnmarked // the container sets a field
public class SessionCookieFilter implements ContainerRequestFilter {

    @Inject
    CookieUserTokens userTokens;

    @Override
    public void filter(ContainerRequestContext request) {
        Map<String, String> values = new HashMap<>();
        for (Cookie cookie : request.getCookies().values()) {
            values.put(cookie.getName(), cookie.getValue());
        }
        SessionCookie.namesIn(values).forEach(name -> userTokens.useSession(values.get(name)));
    }
}
