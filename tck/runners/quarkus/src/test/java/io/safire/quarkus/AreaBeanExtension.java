package io.safire.quarkus;

import io.safire.tck.Area;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/** An extension that makes every test class of an area a bean. The Quarkus adapter does that only for the deployed class. */
public final class AreaBeanExtension implements BuildCompatibleExtension {

    public AreaBeanExtension() {}

    /** Adds {@code @Dependent} to a test class. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Area.class)
    public void addScope(ClassConfig test) {
        test.addAnnotation(Dependent.class);
    }
}
