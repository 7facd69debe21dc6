package io.safire.tck.report;

import io.safire.tck.Assertion;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;
import java.net.URL;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** The results of the tests and test classes of this TCK that JUnit reported. */
final class RunResults {

    private final Map<String, TestResult> byName = new ConcurrentSkipListMap<>();
    private final Map<String, String> areas = new ConcurrentSkipListMap<>();

    /** Adds the result of a test, or of a class whose deployment failed or which was skipped. */
    void add(TestIdentifier test, TestResult result) {
        test.getSource().flatMap(RunResults::name).ifPresent(name -> {
            if (test.isTest() || result.outcome() != TestOutcome.PASSED) {
                byName.merge(name, result, TestResult::mergedWith);
                test.getTags().forEach(tag -> areas.put(name, tag.getName()));
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

    /** Returns the area of the test, which is the tag of its class; empty if the test did not run. */
    String area(TckTest test) {
        return areas.getOrDefault(test.name(), areas.getOrDefault(test.testClass(), ""));
    }

    private static Optional<String> name(TestSource source) {
        if (source instanceof MethodSource method) {
            return simpleName(method.getClassName()).map(name -> name + "." + method.getMethodName());
        }
        return source instanceof ClassSource type ? simpleName(type.getClassName()) : Optional.empty();
    }

    /** Returns the simple name of a class of this TCK; empty for classes of other jars. */
    private static Optional<String> simpleName(String type) {
        try {
            Class<?> loaded = Class.forName(type, false, Assertion.class.getClassLoader());
            return home(loaded).equals(home(Assertion.class)) ? Optional.of(loaded.getSimpleName()) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError foreign) {
            return Optional.empty();
        }
    }

    private static Optional<URL> home(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource()).map(CodeSource::getLocation);
    }
}
