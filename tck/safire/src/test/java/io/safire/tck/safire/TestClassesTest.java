package io.safire.tck.safire;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.Assertion;
import io.safire.tck.area.Area;
import io.safire.tck.coverage.TckTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

class TestClassesTest {

    private static final int MAX_NAME_LENGTH = 60;
    private static final Pattern LOOP = Pattern.compile("(?ms)^( +)for \\(.*?^\\1}$");
    private static final Pattern ASSERTION = Pattern.compile("\\b(assert|expect)\\w*\\(");
    private static final Pattern CASE_NAME = Pattern.compile("\\.as\\(|\\bassert(Each|All)\\(");

    private final List<Class<?>> classes = ReflectionSupport.findAllClassesInPackage(
            Assertion.class.getPackageName(),
            type -> type.isAnnotationPresent(ArquillianTest.class),
            name -> name.endsWith("Test"));

    @Test
    void haveOnlyTheTagOfTheirPackage() {
        assertThat(classes).hasSizeGreaterThan(50).allSatisfy(type -> assertThat(type.getAnnotationsByType(Tag.class))
                .extracting(Tag::value)
                .containsExactly(type.getPackageName().replaceFirst(".*\\.", "")));
        assertThat(TckTest.classes()).containsExactlyInAnyOrderElementsOf(classes);
    }

    @Test
    void claimNoBehaviorOfTheReferenceClient() {
        assertThat(TckTest.all()).flatExtracting(TckTest::ids).isNotEmpty().noneMatch(id -> id.startsWith("safire-"));
    }

    @Test
    void coverEveryArea() {
        assertThat(classes)
                .extracting(type -> Area.of(type).orElseThrow())
                .contains(EnumSet.complementOf(EnumSet.of(Area.MESSAGES)).toArray(Area[]::new));
    }

    @Test
    void haveNoOwnTagExceptMessages() {
        assertThat(classes.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods())))
                .filteredOn(method -> method.isAnnotationPresent(Tag.class))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(Area.of(method)).contains(Area.MESSAGES));
    }

    @Test
    void belongToAreasOfTheGuide() {
        assertThat(Path.of("../../docs/guides/tck.adoc"))
                .content()
                .contains(Stream.of(Area.values())
                        .map(area -> "\n|`" + area.tag() + "` |")
                        .toList());
    }

    @Test
    void haveUniqueSimpleNames() {
        assertThat(classes).extracting(Class::getSimpleName).doesNotHaveDuplicates();
    }

    @Test
    void haveTestsWithShortNames() {
        assertThat(classes.stream()
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(Test.class)))
                .extracting(Method::getName)
                .hasSizeGreaterThan(600)
                .allMatch(name -> name.length() <= MAX_NAME_LENGTH);
    }

    /** Without the name of the case, a failure does not show which round of the loop failed. */
    @Test
    void nameCaseOfEachAssertionInLoop() throws IOException {
        List<String> loops = new ArrayList<>();
        for (Path source : sources()) {
            LOOP.matcher(Files.readString(source))
                    .results()
                    .map(MatchResult::group)
                    .filter(loop -> ASSERTION.matcher(loop).find())
                    .forEach(loop -> loops.add(source.getFileName() + ": " + loop));
        }
        assertThat(loops).isNotEmpty().allMatch(loop -> CASE_NAME.matcher(loop).find());
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("../suite/src/main/java", "src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
