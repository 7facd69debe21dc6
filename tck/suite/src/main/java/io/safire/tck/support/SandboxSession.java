package io.safire.tck.support;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import io.safire.tck.secret.TckRunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A listener that starts the sandbox in the JVM of the tests before the first test, and stops the sandbox after the
 * last test. If the system property {@value #URL_PROPERTY} is set, tests use the sandbox at the given URL instead.
 */
public final class SandboxSession implements LauncherSessionListener {

    /** The system property with the URL of the control API. */
    public static final String URL_PROPERTY = "tck.sandbox";

    /**
     * The system property with the path of the runtime's key store (PKCS12). The listener writes this key store, which
     * contains a certificate for this machine from the sandbox's authority.
     */
    public static final String KEY_STORE_PROPERTY = "tck.keystore";

    /** The system property with the password of the key store. */
    public static final String KEY_STORE_PASSWORD_PROPERTY = "tck.keystore.password";

    /** The alias that Payara requires. */
    private static final String ALIAS = "s1as";

    private @Nullable Sandbox sandbox;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(URL_PROPERTY) == null) {
            sandbox = Sandbox.start();
            System.setProperty(URL_PROPERTY, sandbox.control().toString());
        }
        String keyStore = System.getProperty(KEY_STORE_PROPERTY, "");
        if (!keyStore.isEmpty()) {
            writeKeyStore(Path.of(keyStore));
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        String folder = System.getProperty(TckRunFiles.DIRECTORY_PROPERTY);
        if (sandbox != null) {
            if (folder != null) {
                KnownSecrets.append(
                        Path.of(folder, "sandbox.secrets"), control().secrets());
            }
            sandbox.close();
            System.clearProperty(URL_PROPERTY);
        }
    }

    private static void writeKeyStore(Path file) {
        byte[] store = control().serverKeyStore(ALIAS, System.getProperty(KEY_STORE_PASSWORD_PROPERTY));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, store);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Returns the remote control of the sandbox for the JVM of the tests. */
    public static SandboxControl control() {
        return SandboxControl.at(URI.create(System.getProperty(URL_PROPERTY)));
    }
}
