package io.safire.internal.restclient;

import io.safire.inject.SmartBearer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.interceptor.Interceptor;
import java.util.List;

/**
 * A build compatible extension that supports {@code @SmartBearer} on single methods of an interface on Quarkus. Quarkus
 * generates a bean class for each REST client interface, and copies the annotations of the methods. Because
 * {@code @SmartBearer} is a stereotype, CDI would treat such a method as a producer method. This extension moves the
 * annotation from the methods to the bean class, where the annotation still binds the retry interceptor. The filter
 * reads the annotation of the interface.
 */
public final class BearerMethodExtension implements BuildCompatibleExtension {

    private static final String QUARKUS_SUPERCLASS =
            "io.quarkus.rest.client.reactive.runtime.RestClientReactiveCDIWrapperBase";

    /** Quarkus finds subclasses only if it scans their superclass. */
    @Discovery
    public void scanSuperclass(ScannedClasses classes) {
        String resource = QUARKUS_SUPERCLASS.replace('.', '/') + ".class";
        if (BearerMethodExtension.class.getClassLoader().getResource(resource) != null) {
            classes.add(QUARKUS_SUPERCLASS);
        }
    }

    /**
     * Runs after the extension methods that read the annotation, because Quarkus also removes the annotation from the
     * interface.
     */
    @Priority(Interceptor.Priority.LIBRARY_AFTER)
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = SmartBearer.class)
    public void moveAnnotation(ClassConfig type) {
        List<MethodConfig> methods = type.methods().stream()
                .filter(method -> method.info().hasAnnotation(SmartBearer.class))
                .toList();
        if (type.info().isInterface() || methods.isEmpty()) {
            return;
        }
        methods.forEach(method ->
                method.removeAnnotation(annotation -> annotation.name().equals(SmartBearer.class.getName())));
        if (!type.info().hasAnnotation(SmartBearer.class)) {
            type.addAnnotation(SmartBearer.class);
        }
    }
}
