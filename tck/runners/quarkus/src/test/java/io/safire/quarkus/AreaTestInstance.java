package io.safire.quarkus;

import io.quarkus.arquillian.QuarkusDeployableContainer;
import io.quarkus.test.common.TestInstantiator;
import java.lang.reflect.Field;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.Before;
import org.jspecify.annotations.Nullable;

/**
 * Creates the test instance of a class that takes over the deployment of another one. The Quarkus adapter creates an instance
 * when it deploys, and runs all test methods on it until it undeploys.
 */
public final class AreaTestInstance {

    /** Ahead of the adapter, whose observers use the instance. */
    private static final int PRECEDENCE = 200;

    private final Field current;

    /**
     * Finds the adapter's instance, which only reflection can replace: the field has package access, and no setter.
     *
     * @throws NoSuchFieldException if the adapter holds it elsewhere
     */
    public AreaTestInstance() throws NoSuchFieldException {
        current = QuarkusDeployableContainer.class.getDeclaredField("testInstance");
        current.setAccessible(true);
    }

    /**
     * Replaces the instance of another class before a test.
     *
     * @param event the event
     * @throws IllegalAccessException if the adapter's field cannot be set
     */
    public void replace(@Observes(precedence = PRECEDENCE) Before event) throws IllegalAccessException {
        Class<?> test = event.getTestClass().getJavaClass();
        @Nullable Object deployed = current.get(null);
        if (deployed != null && !deployed.getClass().getName().equals(test.getName())) {
            current.set(null, create(test, deployed.getClass().getClassLoader()));
        }
    }

    /** Creates a bean of the class that the application has by the same name. */
    private static Object create(Class<?> test, ClassLoader application) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            return TestInstantiator.instantiateTest(test, application);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
