package io.safire.coverage;

import io.safire.tck.coverage.TckTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The tests with Keycloak and Spring Authorization Server. This class reads the sources of the tests, because the
 * compiled classes need the dependencies of their module.
 */
final class RealServerTests {

    private static final Path SOURCES = Path.of("../runners/real-servers/src/test/java/io/safire/realservers");
    private static final List<String> CLASSES = List.of("KeycloakTest", "SpringAuthorizationServerTest");
    private static final Pattern TEST =
            Pattern.compile("@Test\\s+(?:@Assertion\\(\\s*id = ([^)]*)\\)\\s+)?void (\\w+)\\(");
    private static final Pattern ID = Pattern.compile("\"([^\"]+)\"");

    private RealServerTests() {}

    static List<TckTest> all() {
        List<TckTest> tests = new ArrayList<>();
        for (String testClass : CLASSES) {
            TEST.matcher(read(testClass))
                    .results()
                    .forEach(test -> tests.add(new TckTest(testClass, test.group(2), ids(test))));
        }
        return tests;
    }

    private static List<String> ids(MatchResult test) {
        return ID.matcher(String.valueOf(test.group(1)))
                .results()
                .map(id -> id.group(1))
                .toList();
    }

    private static String read(String testClass) {
        try {
            return Files.readString(SOURCES.resolve(testClass + ".java"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
