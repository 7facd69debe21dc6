package io.safire.inject;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The qualifier for the client of a named server. {@code @Inject @SmartServer("epic") SmartClient epic} injects the
 * client that the settings {@code safire.epic.*} describe. The deployment fails if the server has no {@code base-url}.
 *
 * @since 1.0
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface SmartServer {

    /**
     * Returns the name of the server.
     *
     * @return the part of the server's configuration keys between {@code safire.} and the setting, without quotes
     */
    String value();

    /** The qualifier as an object, for {@code Instance.select}. */
    final class Literal extends AnnotationLiteral<SmartServer> implements SmartServer {
        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Creates the qualifier for a named server.
         *
         * @param name the name of the server
         * @return the qualifier
         */
        public static Literal of(String name) {
            return new Literal(name);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
