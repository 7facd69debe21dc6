package io.safire.tck.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.asset.StringAsset;

/** Merges the deployments of all other test classes into the application of the first test class. */
public final class SharedApplicationArchive implements ApplicationArchiveProcessor {

    private static final ArchivePath SETTINGS =
            ArchivePaths.create("WEB-INF/classes/META-INF/microprofile-config.properties");

    public SharedApplicationArchive() {}

    @Override
    public void process(Archive<?> archive, TestClass first) {
        for (Class<?> test : SharedApplicationOrder.classesSharingApplication(first.getJavaClass())) {
            if (test != first.getJavaClass()) {
                merge(archive, deployment(test), test);
            }
        }
    }

    private static void merge(Archive<?> archive, Archive<?> other, Class<?> test) {
        Map<String, String> settings = settings(archive);
        settings(other).forEach((key, line) -> {
            String existing = settings.putIfAbsent(key, line);
            if (existing != null && (key.startsWith("safire.") || !existing.equals(line))) {
                throw new IllegalStateException(test.getSimpleName() + " sets the key " + key
                        + ", which another class of its application sets too. Remove one of the two.");
            }
        });
        for (Node node : other.getContent().values()) {
            if (node.getAsset() != null && !archive.contains(node.getPath())) {
                archive.add(node.getAsset(), node.getPath());
            }
        }
        archive.delete(SETTINGS);
        archive.add(new StringAsset(String.join("\n", settings.values())), SETTINGS);
    }

    /** Returns the lines of the settings file by key. */
    private static Map<String, String> settings(Archive<?> archive) {
        Map<String, String> lines = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(archive.get(SETTINGS).getAsset().openStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> lines.put(line.substring(0, line.indexOf('=')), line));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines;
    }

    private static Archive<?> deployment(Class<?> test) {
        Method method = Arrays.stream(test.getDeclaredMethods())
                .filter(candidate -> candidate.isAnnotationPresent(Deployment.class))
                .findAny()
                .orElseThrow(() ->
                        new IllegalStateException(test.getSimpleName() + " has no method annotated with @Deployment."));
        try {
            method.setAccessible(true);
            return (Archive<?>) method.invoke(null);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(test.getSimpleName() + ": the deployment method failed.", failed);
        }
    }
}
