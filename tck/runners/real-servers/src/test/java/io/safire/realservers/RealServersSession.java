package io.safire.realservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** A listener that starts the servers before the first test and stops them after the last test. */
public final class RealServersSession implements LauncherSessionListener {

    private @Nullable KeycloakProcess keycloak;
    private @Nullable SpringServerProcess spring;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            keycloak = KeycloakProcess.start();
            spring = SpringServerProcess.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (keycloak != null) {
            keycloak.close();
        }
        if (spring != null) {
            spring.close();
        }
    }
}
