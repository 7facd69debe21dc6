package io.safire.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The area of a test class. The classes of an area run one after the other in one deployed application. This
 * application contains the classes, resources and settings of all test classes in the area. A test class without an
 * area has its own application.
 *
 * <p>Names of servers are unique within an area. Settings that do not belong to a server, such as {@code Retry/delay}, apply
 * to all classes of the area.
 *
 * <p>Classes that drive an application from outside ({@code @Deployment(testable = false)}) must all build the same archive,
 * because only the archive of the first class is deployed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Area {

    /**
     * Returns the name of the area.
     *
     * @return the name, equal for all classes that share an application
     */
    String value();
}
