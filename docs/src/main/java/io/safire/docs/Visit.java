package io.safire.docs;

import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;
import io.safire.web.LaunchHandler;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

// The application's part of a launch.

@SessionScoped
public class Visit implements LaunchHandler, Serializable {
    private static final long serialVersionUID = 1L;
    private transient CompletedLaunch launch;

    @Override
    public LocalPath completed(CompletedLaunch completed) {
        launch = completed;
        return LocalPath.of("/chart");
    }

    @Override
    public LocalPath signOut() {
        launch = null;
        return LocalPath.of("/");
    }
}
