package io.safire.quarkus;

import io.quarkus.arquillian.QuarkusDeployableContainer;
import io.quarkus.test.common.TestInstantiator;
import java.lang.reflect.Field;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.BeforeClass;

/**
 * Instantiates a test class in the application that it takes over from the class before it. The adapter does so only where it
 * deploys, and offers no other way to set the instance.
 */
public final class AreaInstances {

    private static final int AFTER_THE_DEPLOYMENT = -100;

    /**
     * Replaces the instance of the class before.
     *
     * @param event the begin of a class
     * @throws ReflectiveOperationException if the adapter is not the known one
     */
    public void replace(@Observes(precedence = AFTER_THE_DEPLOYMENT) BeforeClass event)
            throws ReflectiveOperationException {
        Field field = QuarkusDeployableContainer.class.getDeclaredField("testInstance");
        field.setAccessible(true);
        Object before = field.get(null);
        String name = event.getTestClass().getName();
        if (before != null && !before.getClass().getName().equals(name)) {
            field.set(null, instance(name, before.getClass().getClassLoader()));
        }
    }

    private static Object instance(String name, ClassLoader application) throws ReflectiveOperationException {
        Thread current = Thread.currentThread();
        ClassLoader caller = current.getContextClassLoader();
        current.setContextClassLoader(application);
        try {
            return TestInstantiator.instantiateTest(application.loadClass(name), application);
        } finally {
            current.setContextClassLoader(caller);
        }
    }
}
