package io.safire.internal.runtime;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that the tables of the guide match the enums. {@code -Ddocs.write=true} writes the tables. */
class RuntimeTableTest {

    private static final String INCLUDED = "included";
    private static final Path GUIDE = Path.of("../../docs/guides/runtimes.adoc");

    @Test
    void guideContainsRuntimeTable() throws IOException {
        String head =
                Stream.of(KnownRuntime.values()).map(KnownRuntime::title).collect(joining(" |", "|API |", "\n\n"));
        String rows = Stream.of(RequiredApi.values()).map(RuntimeTableTest::row).collect(joining("\n"));
        compare(GUIDE, "// tag::runtimes[]\n", "// end::runtimes[]", "|===\n" + head + rows + "\n|===\n");
    }

    @Test
    void guideListsNamesForEachRuntime() throws IOException {
        String rows = Stream.of(KnownRuntime.values())
                .map(runtime -> "|" + runtime.title() + " |" + runtime.nameKind() + " |" + providers(runtime))
                .collect(joining("\n"));
        compare(
                GUIDE,
                "// tag::names[]\n",
                "// end::names[]",
                "[cols=\"1,1,3\"]\n|===\n|Runtime |Kind |Names\n\n" + rows + "\n|===\n");
    }

    private static String row(RequiredApi api) {
        return Stream.of(KnownRuntime.values())
                .map(runtime -> cell(runtime, api))
                .collect(joining(" |", "|" + api.title() + " |", ""));
    }

    private static String providers(KnownRuntime runtime) {
        return Stream.of(RequiredApi.values())
                .filter(api -> runtime.providerOf(api).isPresent())
                .map(api -> cell(runtime, api))
                .filter(name -> !name.equals(INCLUDED))
                .distinct()
                .collect(joining(", "));
    }

    private static String cell(KnownRuntime runtime, RequiredApi api) {
        if (runtime == KnownRuntime.PAYARA && api != RequiredApi.HTTP_CLIENT) {
            return INCLUDED;
        }
        return runtime.providerOf(api).map(name -> "`" + name + "`").orElse("not needed");
    }

    private static void compare(Path document, String begin, String end, String expected) throws IOException {
        String text = Files.readString(document);
        String block = begin + expected + end;
        if (Boolean.getBoolean("docs.write")) {
            text = text.replaceFirst(
                    "(?s)" + begin.replace("[", "\\[") + ".*?" + end.replace("[", "\\["),
                    Matcher.quoteReplacement(block));
            Files.writeString(document, text);
        }
        assertThat(text).contains(block);
    }
}
