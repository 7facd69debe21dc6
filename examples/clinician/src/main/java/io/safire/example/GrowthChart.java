package io.safire.example;

import io.safire.error.SmartException;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;
import io.safire.web.LaunchHandler;
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
    public LocalPath completed(CompletedLaunch launch) {
        visit.begin(launch);
        request.changeSessionId();
        return LocalPath.of(request.getContextPath() + "/");
    }

    /** The session ends whatever the server says to the revocation. */
    @Override
    public LocalPath signOut() {
        try {
            visit.end();
        } catch (SmartException failure) {
            LOG.log(Level.WARNING, failure.getMessage());
        }
        request.getSession().invalidate();
        return LocalPath.of(request.getContextPath() + "/");
    }
}
