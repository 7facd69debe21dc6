package io.safire.quarkus;

import io.safire.tck.SharedApplication;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/** An extension that makes every test class of a shared application a bean. The Quarkus adapter does that only for the deployed class. */
public final class TestBeanExtension implements BuildCompatibleExtension {

    public TestBeanExtension() {}

    /** Adds {@code @Dependent} to a test class. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = SharedApplication.class)
    public void addScope(ClassConfig test) {
        test.addAnnotation(Dependent.class);
    }
}
