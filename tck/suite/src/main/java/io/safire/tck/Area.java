package io.safire.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the area of a test class. The classes of one area run one after the other in one deployed application, which has the
 * classes, resources and settings of all of them. A class without an area has an application of its own.
 *
 * <p>The names of servers are unique within an area. Settings that are not those of a server, such as {@code Retry/delay},
 * apply to all classes of the area.
 *
 * <p>Classes that drive an application from outside ({@code @Deployment(testable = false)}) all build the same archive, since
 * only that of the first class is deployed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Area {

    /**
     * Returns the name of the area.
     *
     * @return the same for all classes that share an application
     */
    String value();
}
