package io.safire.realservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** A listener that starts the servers before the first test and stops them after the last test. */
public final class RealServersSession implements LauncherSessionListener {

    private @Nullable Keycloak keycloak;
    private @Nullable SpringAuthorizationServer spring;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            keycloak = Keycloak.start();
            spring = SpringAuthorizationServer.start();
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
