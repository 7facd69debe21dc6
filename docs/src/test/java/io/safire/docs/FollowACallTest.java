package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the table "Follow a call" in CONTRIBUTING.md with the code. */
class FollowACallTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`");

    @Test
    void namesExistingMethods() throws IOException {
        Map<String, String> sources = sources();
        List<MatchResult> methods = METHOD.matcher(table()).results().toList();
        assertThat(methods).hasSizeGreaterThan(40);
        for (MatchResult method : methods) {
            assertThat(source(method.group(1), sources))
                    .as(method.group())
                    .containsPattern(declaration(method.group(2)));
        }
    }

    private static String declaration(String method) {
        return "(?m)^ +(?!return|throw)[\\w.<>\\[\\]?, @]+ " + method + "\\(";
    }

    private static String table() throws IOException {
        String text = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        int start = text.indexOf("## Follow a call");
        return text.substring(start, text.indexOf("\n## ", start));
    }

    /** Returns the source of a class, which may be nested in another class. */
    private static String source(String type, Map<String, String> sources) {
        String nested = " " + type + "(";
        return sources.containsKey(type)
                ? sources.get(type)
                : sources.values().stream()
                        .filter(text -> text.contains("record" + nested))
                        .findFirst()
                        .orElse("");
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String folder : List.of("api", "impl")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(FollowACallTest::isMainSource).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static boolean isMainSource(Path file) {
        return file.toString().endsWith(".java") && file.toString().contains("/src/main/java/");
    }
}
