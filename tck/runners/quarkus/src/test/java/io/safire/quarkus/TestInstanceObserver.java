package io.safire.quarkus;

import io.quarkus.arquillian.QuarkusDeployableContainer;
import io.quarkus.test.common.TestInstantiator;
import java.lang.reflect.Field;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.Before;
import org.jspecify.annotations.Nullable;

/**
 * An observer that creates the test instance of a class that shares the deployment of another class. The Quarkus adapter creates
 * one instance per deployment and runs all test methods on it.
 */
public final class TestInstanceObserver {

    /**
     * The precedence, which places these observers before those of the adapter, because the latter use the instance.
     */
    private static final int PRECEDENCE = 200;

    private final Field instanceField;

    /**
     * Looks up the adapter's field by reflection, because it is package-private and has no setter.
     *
     * @throws NoSuchFieldException if the adapter has no such field
     */
    public TestInstanceObserver() throws NoSuchFieldException {
        instanceField = QuarkusDeployableContainer.class.getDeclaredField("testInstance");
        instanceField.setAccessible(true);
    }

    /**
     * Replaces the instance of another class before a test.
     *
     * @throws IllegalAccessException if the adapter's field cannot be set
     */
    public void replace(@Observes(precedence = PRECEDENCE) Before event) throws IllegalAccessException {
        Class<?> test = event.getTestClass().getJavaClass();
        @Nullable Object deployed = instanceField.get(null);
        if (deployed != null && !deployed.getClass().getName().equals(test.getName())) {
            instanceField.set(null, create(test, deployed.getClass().getClassLoader()));
        }
    }

    /** Creates a bean of the application's class with the same name. */
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
