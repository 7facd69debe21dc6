package io.safire.internal.text;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The class of a bean as the application wrote it, for messages. */
public final class BeanClass {

    /** Name parts of the classes that Weld, ArC and OpenWebBeans generate. */
    private static final List<String> GENERATED = List.of("$_$$_Weld", "_ClientProxy", "_Subclass", "$$Owb");

    private static final List<String> CONTAINERS = List.of("org.jboss.weld.", "io.quarkus.", "org.apache.webbeans.");

    private BeanClass() {}

    /** For a generated class, returns the class that it extends or the interface that it implements. */
    public static String nameOf(Object bean) {
        Class<?> type = bean.getClass();
        while (isGenerated(type)) {
            Class<?> parent = type.getSuperclass();
            if (parent == null || parent == Object.class) {
                return interfaceOf(type).getName();
            }
            type = parent;
        }
        return type.getName();
    }

    private static boolean isGenerated(Class<?> type) {
        return GENERATED.stream().anyMatch(type.getSimpleName()::contains);
    }

    private static Class<?> interfaceOf(Class<?> proxy) {
        Predicate<Class<?>> ofContainer = type -> CONTAINERS.stream().anyMatch(type.getName()::startsWith)
                || type.getName().startsWith("java.");
        return Arrays.stream(proxy.getInterfaces())
                .filter(ofContainer.negate())
                .findFirst()
                .orElse(proxy);
    }
}
