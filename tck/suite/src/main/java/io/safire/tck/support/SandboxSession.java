package io.safire.tck.support;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import io.safire.tck.secret.LoggedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
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

    /**
     * The system property with the file in which the runtime expects its key store, PKCS12. Its certificate is of the
     * sandbox's authority and for this machine.
     */
    public static final String KEY_STORE = "tck.keystore";

    /** The system property with the password of the key store. */
    public static final String KEY_STORE_PASSWORD = "tck.keystore.password";

    /** The alias that Payara looks for. */
    private static final String ALIAS = "s1as";

    private @Nullable Sandbox sandbox;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(ADDRESS) == null) {
            sandbox = Sandbox.start();
            System.setProperty(ADDRESS, sandbox.control().toString());
        }
        String keyStore = System.getProperty(KEY_STORE, "");
        if (!keyStore.isEmpty()) {
            writeKeyStore(Path.of(keyStore));
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

    private static void writeKeyStore(Path file) {
        byte[] store = control().serverKeyStore(ALIAS, System.getProperty(KEY_STORE_PASSWORD));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, store);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Returns the sandbox as the JVM of the tests sees it.
     *
     * @return its remote control
     */
    public static SandboxControl control() {
        return SandboxControl.at(URI.create(System.getProperty(ADDRESS)));
    }
}
