package io.safire.example;

import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * The launch handler of this application. The handler redirects a completed launch to the chart, and signs users out.
 */
@ApplicationScoped
public class GrowthChart implements LaunchHandler {

    @Inject
    Visits visits;

    @Inject
    HttpServletRequest request;

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest webRequest) {
        Visit visit = visits.start(launch);
        request.changeSessionId();
        return Redirect.to(request.getContextPath() + "/chart/" + visit.id());
    }

    /** Returns the link target of the library's error pages. */
    @Override
    public LocalPath home() {
        return LocalPath.of(request.getContextPath() + "/");
    }

    /** Ends the session. Signing out also ends the {@link Visits} of the session. */
    @Override
    public Redirect signOut(WebRequest webRequest) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return Redirect.to(request.getContextPath() + "/signed-out");
    }
}
