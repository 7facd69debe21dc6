package io.safire.tck.support;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * A test of one claim with several cases. The test runs all cases, and its failure names each failed case.
 *
 * <p>{@code @ParameterizedTest} does not replace this class. Over the servlet protocol, Arquillian would run all cases once for each case.
 */
public final class TestCases {

    private TestCases() {}

    /** Runs the test for each case. The text of the case is its name. */
    public static <T> void assertEach(Collection<T> cases, ThrowingConsumer<T> test) {
        assertEach(cases, String::valueOf, test);
    }

    /** Runs the test for each case. The keys are the names of the cases. */
    public static <T> void assertEach(Map<String, T> cases, ThrowingConsumer<T> test) {
        assertEach(cases.entrySet(), Map.Entry::getKey, named -> test.accept(named.getValue()));
    }

    private static <T> void assertEach(Collection<T> cases, Function<T, String> name, ThrowingConsumer<T> test) {
        Stream<Executable> executables =
                cases.stream().map(each -> () -> assertAll("Case: " + name.apply(each), () -> test.accept(each)));
        assertAll(executables);
    }
}
