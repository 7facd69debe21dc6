package io.safire.tck.area;

import io.safire.tck.Area;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** A class orderer that runs the test classes of an area one after the other. */
public final class AreaOrder implements ClassOrderer {

    private static volatile List<? extends Class<?>> classes = List.of();

    public AreaOrder() {}

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing((ClassDescriptor test) -> group(test.getTestClass()))
                        .thenComparing(test -> test.getTestClass().getName()));
        classes = context.getClassDescriptors().stream()
                .map(ClassDescriptor::getTestClass)
                .toList();
    }

    /** Returns the classes of this run that share an application with the class, including the class itself, in execution order. */
    static List<? extends Class<?>> classesSharingApplication(Class<?> test) {
        return isShared(test)
                ? classes.stream()
                        .filter(other -> group(other).equals(group(test)))
                        .toList()
                : List.of(test);
    }

    private static boolean isShared(Class<?> test) {
        return test.isAnnotationPresent(Area.class) && classes.contains(test);
    }

    /** Returns the name of the area, or the class name of a class without an area. */
    private static String group(Class<?> test) {
        Area area = test.getAnnotation(Area.class);
        return area == null ? test.getName() : area.value();
    }
}
