package io.safire.tck.coverage;

import static java.util.Comparator.comparing;

import io.safire.tck.Assertion;
import io.safire.tck.area.Area;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test of this TCK.
 *
 * @param testClass the simple name of the test class
 * @param method the name of the test method
 * @param ids the requirements that the test verifies; may be empty
 */
public record TckTest(String testClass, String method, List<String> ids) {

    public TckTest {
        ids = List.copyOf(ids);
    }

    /** Returns all tests of this TCK, sorted by class and method. */
    public static List<TckTest> all() {
        return in(EnumSet.allOf(Area.class));
    }

    /** Returns the tests of the areas, sorted by class and method. */
    public static List<TckTest> in(Set<Area> areas) {
        return classes().stream()
                .filter(type -> Area.of(type).filter(areas::contains).isPresent())
                .flatMap(type -> of(type, areas))
                .sorted(comparing(TckTest::name))
                .toList();
    }

    /** Returns all test classes of this TCK on the class path, which belong to an {@link Area}. */
    public static List<Class<?>> classes() {
        return ReflectionSupport.findAllClassesInPackage(
                Assertion.class.getPackageName(), type -> Area.of(type).isPresent(), name -> name.endsWith("Test"));
    }

    /**
     * Returns a test class of this TCK.
     *
     * @param simpleName the name without the package
     * @throws NoSuchElementException if this TCK has no such class
     */
    public static Class<?> classNamed(String simpleName) {
        return classes().stream()
                .filter(type -> type.getSimpleName().equals(simpleName))
                .findAny()
                .orElseThrow(() -> new NoSuchElementException("The TCK has no test class " + simpleName + "."));
    }

    /** Returns the name for tables: class and method. */
    public String name() {
        return testClass + "." + method;
    }

    private static Stream<TckTest> of(Class<?> testClass, Set<Area> areas) {
        return Stream.of(testClass.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> Area.of(method).map(areas::contains).orElse(true))
                .map(method -> new TckTest(testClass.getSimpleName(), method.getName(), ids(method)));
    }

    private static List<String> ids(Method method) {
        Assertion assertion = method.getAnnotation(Assertion.class);
        return assertion == null ? List.of() : List.of(assertion.id());
    }
}
