package io.safire.inject;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.safire.spi.CurrentUserTokens;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Adds an access token of a configured server to the requests of a MicroProfile Rest Client interface. Annotate the
 * interface with {@code @RegisterRestClient} and, for example, {@code @SmartBearer("nightly")}. Because this annotation
 * is a stereotype, CDI discovers the interface in bean archives with {@code bean-discovery-mode="annotated"}, even
 * without a scope annotation.
 *
 * <p>On a method, this annotation replaces the annotation of the interface for the requests of this method. If only
 * methods are annotated, the requests of the other methods contain no token. In this case, add a scope annotation such
 * as {@code @Dependent} to the interface, so that CDI discovers it.
 *
 * <p>By default, the token is {@link io.safire.SmartClient#accessToken()}. If {@link #userTokens()} is set, the token
 * is the token of the signed-in user. The token is sent only to URLs for which
 * {@link io.safire.token.ResourceAccess#authorization} returns a header. A request to any other URL is sent without a
 * token; the first such request to each origin is logged as a warning. No request of an annotated interface follows
 * redirects. This rule includes methods without the annotation. If a request already has an {@code Authorization}
 * header, the library does not replace this header.
 *
 * <p>If the server responds with 401, the token is invalidated. After this response, a synchronous method of an
 * injected client repeats its request once with a new token. If the server responds with 401 again, the method returns
 * the second response. The request is not repeated
 *
 * <ul>
 *   <li>if a parameter is a stream that can be read only once, or the body is multipart;
 *   <li>if the method is asynchronous;
 *   <li>if the client was built with {@code RestClientBuilder}, on runtimes that do not apply interceptors to such
 *   clients.
 * </ul>
 *
 * <p>After a response with status 403, the token stays valid and the request is not repeated. A method throws a
 * {@link io.safire.error.SmartException} if no token is available.
 *
 * @since 1.0
 */
@InterceptorBinding
@Stereotype
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface SmartBearer {

    /**
     * Returns the name of the server.
     *
     * @return the part of the server's configuration keys between {@code safire.} and the setting, without quotes;
     *     empty for the default server
     */
    @Nonbinding
    String value() default "";

    /**
     * Returns the provider of the user's tokens.
     *
     * @return the class of the CDI bean; the default, {@link CurrentUserTokens} itself, selects the application's own
     *     token (backend services)
     */
    @Nonbinding
    Class<? extends CurrentUserTokens> userTokens() default CurrentUserTokens.class;
}
