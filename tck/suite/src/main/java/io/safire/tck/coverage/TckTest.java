package io.safire.tck.coverage;

import static java.util.Comparator.comparing;

import io.safire.tck.Assertion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A test of this TCK.
 *
 * @param testClass the simple name of the test class
 * @param method the name of the test method
 * @param ids the requirements and behaviors that the test verifies; may be empty
 */
public record TckTest(String testClass, String method, List<String> ids) {

    public TckTest {
        ids = List.copyOf(ids);
    }

    /** Returns all tests of this TCK, sorted by class and method. */
    public static List<TckTest> all() {
        try {
            URI home = Assertion.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path path = Path.of(home);
            if (Files.isDirectory(path)) {
                return in(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
                return in(jar.getPath("/"));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the name for tables: class and method. */
    public String name() {
        return testClass + "." + method;
    }

    private static List<TckTest> in(Path root) throws IOException {
        Path folder = root.resolve(Assertion.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Test.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .flatMap(TckTest::of)
                    .sorted(comparing(TckTest::name))
                    .toList();
        }
    }

    private static Stream<TckTest> of(String testClass) {
        try {
            Class<?> loaded = Class.forName(
                    Assertion.class.getPackageName() + "." + testClass, false, Assertion.class.getClassLoader());
            return Stream.of(loaded.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(method -> new TckTest(testClass, method.getName(), ids(method)));
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> ids(Method method) {
        Assertion assertion = method.getAnnotation(Assertion.class);
        return assertion == null ? List.of() : List.of(assertion.id());
    }
}
