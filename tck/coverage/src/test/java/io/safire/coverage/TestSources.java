package io.safire.coverage;

import io.safire.tck.coverage.TckTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source code of tests. */
final class TestSources {

    private static final List<Path> MODULES =
            List.of(Path.of("../suite/src/main/java"), Path.of("../safire/src/main/java"));
    private static final Pattern METHOD =
            Pattern.compile("(?ms)^    (?:[\\w<>\\[\\],.? ]+) (\\w+)\\([^;{]*\\)[^;{]*\\{\\n(.*?)^    \\}");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Map<String, String> sources = new TreeMap<>();

    TestSources() {
        MODULES.forEach(this::read);
    }

    private void read(Path module) {
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the code of the test and of the methods of its class that the test calls. */
    String code(TckTest test) {
        Map<String, String> methods = methods(sources.getOrDefault(test.testClass(), ""));
        StringBuilder code = new StringBuilder();
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(test.method()));
        while (!next.isEmpty()) {
            String method = next.pop();
            if (seen.add(method)) {
                String body = methods.get(method);
                code.append(body);
                WORD.matcher(body)
                        .results()
                        .map(word -> word.group())
                        .filter(methods::containsKey)
                        .forEach(next::add);
            }
        }
        return code.toString();
    }

    private static Map<String, String> methods(String source) {
        Map<String, String> methods = new TreeMap<>();
        METHOD.matcher(source)
                .results()
                .forEach(method -> methods.merge(method.group(1), method.group(2), String::concat));
        return methods;
    }
}
