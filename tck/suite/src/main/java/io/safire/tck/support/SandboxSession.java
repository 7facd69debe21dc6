package io.safire.tck.support;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import io.safire.tck.secret.LoggedRun;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the sandbox before the first test and stops it after the last one, in the JVM of the tests. With the system
 * property {@value #ADDRESS} a sandbox that runs elsewhere is used.
 */
public final class SandboxSession implements LauncherSessionListener {

    /** The system property with the control address. */
    public static final String ADDRESS = "tck.sandbox";

    private @Nullable Sandbox sandbox;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(ADDRESS) == null) {
            sandbox = Sandbox.start();
            System.setProperty(ADDRESS, sandbox.control().toString());
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        String folder = System.getProperty(LoggedRun.FOLDER);
        if (sandbox != null) {
            if (folder != null) {
                KnownSecrets.append(
                        Path.of(folder, "sandbox.secrets"), control().secrets());
            }
            sandbox.close();
            System.clearProperty(ADDRESS);
        }
    }

    /** The sandbox as the side sees it that builds the archives. */
    static SandboxControl control() {
        return SandboxControl.at(URI.create(System.getProperty(ADDRESS)));
    }
}
