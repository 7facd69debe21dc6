package io.safire.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The application that a test class shares with other test classes. These classes run one after the other in one deployed
 * application, which contains the classes, resources and settings of all of them. A test class without this annotation has its
 * own application.
 *
 * <p>Names of servers are unique within an application. Settings that do not belong to a server, such as {@code Retry/delay},
 * apply to all classes of the application.
 *
 * <p>Classes that drive an application from outside ({@code @Deployment(testable = false)}) must all build the same archive,
 * because only the archive of the first class is deployed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SharedApplication {

    /**
     * Returns the name of the application.
     *
     * @return the name, equal for all classes that share an application
     */
    String value();
}
