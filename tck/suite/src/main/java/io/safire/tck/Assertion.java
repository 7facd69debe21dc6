package io.safire.tck;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The requirements that a test verifies. */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Assertion {

    /**
     * Returns the ids of the requirements.
     *
     * @return specification and number, such as {@code smart-2.2.0/60}
     */
    String[] id();
}
