package io.safire.tck.support;

import io.safire.tck.secret.TckRunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** Secrets that servers do not receive: browser cookies, and secret settings of the archive. */
public final class KnownSecrets {

    /** Matches keys of settings whose values are secrets. */
    private static final Pattern KEY =
            Pattern.compile(".*\\.(client-secret|.*key|.*password|headers\\.[^.]+)(\\.previous)?");

    private KnownSecrets() {}

    /** Returns the lines of a setting's value that are secret; empty if the value is not secret. */
    static List<String> secretLines(String key, String value) {
        return KEY.matcher(key).matches()
                ? value.replaceAll("-----[A-Z ]+-----", "\n").lines().toList()
                : List.of();
    }

    /** Records secrets of the application. This method runs inside the application. */
    static void record(Collection<String> values) {
        Optional<String> folder =
                ConfigProvider.getConfig().getOptionalValue(FinestLogFile.DIRECTORY_SETTING, String.class);
        folder.ifPresent(path -> append(Path.of(path, "application.secrets"), values));
    }

    /** Records a secret that a test browser has received. */
    public static void recordReceived(String value) {
        String folder = System.getProperty(TckRunFiles.DIRECTORY_PROPERTY);
        if (folder != null && !value.isEmpty()) {
            append(Path.of(folder, "browser.secrets"), List.of(value));
        }
    }

    /** Appends secrets to a file. */
    static void append(Path file, Collection<String> values) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, values, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
