package io.safire.tck.safire.deployed.servlet;

import io.safire.token.SignOut;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A launch handler that signs users in and out with the HTTP session, and sets a cookie through the servlet API. */
@ApplicationScoped
@NullUnmarked // the container sets fields
public class HttpSessionHandler implements LaunchHandler {

    @Inject
    HttpSessionUserTokens userTokens;

    @Inject
    HttpServletRequest servletRequest;

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest request) {
        userTokens.start(launch);
        servletRequest.changeSessionId();
        Cookie cookie = new Cookie("handler", "1");
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        response().addCookie(cookie);
        return Redirect.to(launch.target().orElse(LocalPath.of(servletRequest.getContextPath() + "/api/chart")));
    }

    @Override
    public Redirect signOut(WebRequest request) {
        Redirect next = Redirect.to(servletRequest.getContextPath() + "/api/?signed-out");
        Optional<SignOut> signOut = userTokens.end();
        servletRequest.getSession().invalidate();
        return signOut.map(next::withSignOut).orElse(next);
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) servletRequest.getAttribute(ResponseFilter.RESPONSE);
    }
}
