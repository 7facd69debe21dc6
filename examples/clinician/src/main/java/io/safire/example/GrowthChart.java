package io.safire.example;

import io.safire.error.SmartException;
import io.safire.launch.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;

/** This application's part of a launch: from its end to the page, and out. */
@ApplicationScoped
public class GrowthChart implements LaunchHandler {

    private static final System.Logger LOG = System.getLogger(GrowthChart.class.getName());

    @Inject
    Visit visit;

    @Inject
    HttpServletRequest request;

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest asked) {
        visit.begin(launch);
        request.changeSessionId();
        return Redirect.to(request.getContextPath() + "/");
    }

    /** The session ends whatever the server says to the revocation. */
    @Override
    public Redirect signOut(WebRequest asked) {
        try {
            visit.end();
        } catch (SmartException failure) {
            LOG.log(Level.WARNING, failure.getMessage());
        }
        request.getSession().invalidate();
        return Redirect.to(request.getContextPath() + "/");
    }
}
