package io.safire.tck.report;

import io.safire.tck.Assertion;
import io.safire.tck.area.Area;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** The results of the tests and test classes of this TCK that JUnit reported. */
final class RunResults {

    private static final String PACKAGE = Assertion.class.getPackageName() + ".";

    private final Map<String, TestResult> byName = new ConcurrentSkipListMap<>();

    /** Adds the result of a test, or of a class whose deployment failed or which was skipped. */
    void add(TestIdentifier test, TestResult result) {
        test.getSource().flatMap(RunResults::name).ifPresent(name -> {
            if (test.isTest() || result.outcome() != TestOutcome.PASSED) {
                byName.merge(name, result, TestResult::mergedWith);
            }
        });
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Returns the result of the test, or of its class if the class ended before the test. */
    TestResult result(TckTest test) {
        return Optional.ofNullable(byName.get(test.name()))
                .or(() -> Optional.ofNullable(byName.get(test.testClass())))
                .orElse(TestResult.NOT_RUN);
    }

    private static Optional<String> name(TestSource source) {
        if (source instanceof MethodSource method) {
            return simpleName(method.getClassName()).map(name -> name + "." + method.getMethodName());
        }
        return source instanceof ClassSource type ? simpleName(type.getClassName()) : Optional.empty();
    }

    /** Returns the simple name of a test class of this TCK; empty for other classes. */
    private static Optional<String> simpleName(String type) {
        if (!type.startsWith(PACKAGE)) {
            return Optional.empty();
        }
        try {
            Class<?> loaded = Class.forName(type, false, Assertion.class.getClassLoader());
            return Area.of(loaded).map(area -> loaded.getSimpleName());
        } catch (ClassNotFoundException | LinkageError foreign) {
            return Optional.empty();
        }
    }
}
