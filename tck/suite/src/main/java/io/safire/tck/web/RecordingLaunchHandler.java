package io.safire.tck.web;

import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The application's launch handler, which records completed launches. */
@ApplicationScoped
public class RecordingLaunchHandler implements LaunchHandler {

    private final List<CompletedLaunch> launches = new CopyOnWriteArrayList<>();

    /** Returns the completed launches since the last sign-out, oldest first. */
    public List<CompletedLaunch> launches() {
        return List.copyOf(launches);
    }

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest request) {
        launches.add(launch);
        return Redirect.to(launch.target().orElse(LocalPath.of("/chart")));
    }

    @Override
    public Redirect signOut(WebRequest request) {
        launches.clear();
        return Redirect.to("/bye");
    }
}
