package io.safire.example;

import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** This application's part of a launch: from its end to the chart, and out. */
@ApplicationScoped
public class GrowthChart implements LaunchHandler {

    @Inject
    Visits visits;

    @Inject
    HttpServletRequest request;

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest asked) {
        Visit visit = visits.begin(launch);
        request.changeSessionId();
        return Redirect.to(request.getContextPath() + "/chart/" + visit.id());
    }

    /** The way out of the library's error pages. */
    @Override
    public LocalPath home() {
        return LocalPath.of(request.getContextPath() + "/");
    }

    /** {@link Visits} end with their session. */
    @Override
    public Redirect signOut(WebRequest asked) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return Redirect.to(request.getContextPath() + "/signed-out");
    }
}
