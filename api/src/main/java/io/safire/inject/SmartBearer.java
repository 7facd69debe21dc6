package io.safire.inject;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.safire.spi.SmartSubject;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Sends an access token of a configured server along with the requests of a MicroProfile Rest Client interface:
 * {@code @SmartBearer("nightly")} beside {@code @RegisterRestClient} is all that it takes. The interface needs no scope:
 * this annotation is a stereotype, by which it is found in bean archives whose {@code beans.xml} says {@code annotated}.
 *
 * <p>The token is {@link io.safire.SmartClient#accessToken()}, or that of the signed-in user where {@link #subject()} is
 * set. It goes to the addresses that {@link io.safire.SmartClient#authorizationHeader} gives a header for, and to no
 * others: the first request to another origin without a token is logged as a warning. Requests of such an interface never
 * follow a redirect, and one that has an {@code Authorization} header keeps it.
 *
 * <p>When the server answers 401, the token is dropped, and a method of an injected client that waits for its answer sends
 * its request once more with a new one; a second 401 is the answer. The token is dropped only when a parameter is a stream
 * that can be read once, or the body one in parts (multipart), when the method returns before its answer is there, and, on
 * runtimes that call no interceptors then, when the client was built with {@code RestClientBuilder}. A 403 changes nothing.
 *
 * <p>A method throws a {@link io.safire.error.SmartException} when there is no token to send.
 */
@InterceptorBinding
@Stereotype
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface SmartBearer {

    /**
     * The name of the server.
     *
     * @return the part of its configuration keys between {@code safire.} and the setting, without quotes; empty for the
     *     default server
     */
    @Nonbinding
    String value() default "";

    /**
     * Whose token is sent.
     *
     * @return the CDI bean that says who is signed in; {@code SmartSubject} itself, the default, stands for the application,
     *     which reads as a backend service
     */
    @Nonbinding
    Class<? extends SmartSubject> subject() default SmartSubject.class;
}
