package io.safire.tck.application;

import io.safire.tck.SharedApplication;
import io.safire.tck.area.ClaimedAreas;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** A class orderer that runs the test classes of a shared application one after the other. */
public final class SharedApplicationOrder implements ClassOrderer {

    private static volatile List<? extends Class<?>> classes = List.of();

    public SharedApplicationOrder() {}

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing((ClassDescriptor test) -> group(test.getTestClass()))
                        .thenComparing(test -> test.getTestClass().getName()));
        classes = context.getClassDescriptors().stream()
                .map(ClassDescriptor::getTestClass)
                .toList();
    }

    /** Returns the claimed classes of this run that share an application with the class, including the class itself, in execution order. */
    static List<? extends Class<?>> classesSharingApplication(Class<?> test) {
        return isShared(test)
                ? classes.stream()
                        .filter(other -> group(other).equals(group(test)))
                        .filter(ClaimedAreas::include)
                        .toList()
                : List.of(test);
    }

    private static boolean isShared(Class<?> test) {
        return test.isAnnotationPresent(SharedApplication.class) && classes.contains(test);
    }

    /** Returns the name of the shared application, or the class name of a class with its own application. */
    private static String group(Class<?> test) {
        SharedApplication application = test.getAnnotation(SharedApplication.class);
        return application == null ? test.getName() : application.value();
    }
}
