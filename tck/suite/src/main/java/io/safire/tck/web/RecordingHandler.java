package io.safire.tck.web;

import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;
import io.safire.web.LaunchHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The application's part, which remembers what it was told. */
@ApplicationScoped
public class RecordingHandler implements LaunchHandler {

    private final List<CompletedLaunch> launches = new CopyOnWriteArrayList<>();

    /**
     * The launches that are signed in.
     *
     * @return the oldest first
     */
    public List<CompletedLaunch> launches() {
        return List.copyOf(launches);
    }

    @Override
    public LocalPath completed(CompletedLaunch launch) {
        launches.add(launch);
        return launch.target().orElse(LocalPath.of("/chart"));
    }

    @Override
    public LocalPath signOut() {
        launches.clear();
        return LocalPath.of("/bye");
    }
}
