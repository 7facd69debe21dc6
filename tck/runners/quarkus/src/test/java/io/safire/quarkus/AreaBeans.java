package io.safire.quarkus;

import io.safire.tck.Area;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/** Makes each test class of an area a bean. The Quarkus adapter does so for the class that it deploys, and for no other. */
public final class AreaBeans implements BuildCompatibleExtension {

    /** Creates the extension. */
    public AreaBeans() {}

    /**
     * Adds the scope of a test class.
     *
     * @param test the test class
     */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Area.class)
    public void addScope(ClassConfig test) {
        test.addAnnotation(Dependent.class);
    }
}
