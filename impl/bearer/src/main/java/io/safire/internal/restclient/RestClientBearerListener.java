package io.safire.internal.restclient;

import io.safire.bearer.BearerFilter;
import io.safire.inject.SmartBearer;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/**
 * A listener that adds the bearer filter to each new client with {@code @SmartBearer} on the interface or on one of its
 * methods.
 */
public final class RestClientBearerListener implements RestClientListener {

    /** Disables redirects, because a runtime that follows a redirect would send the token to the target. */
    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        Optional<SmartBearer> bearer = Optional.ofNullable(type.getAnnotation(SmartBearer.class));
        if (bearer.isPresent() || hasAnnotatedMethod(type)) {
            builder.followRedirects(false);
            builder.register(new RestClientBearerFilter(bearer, SmartBearerTokens::of), BearerFilter.PRIORITY);
        }
    }

    private static boolean hasAnnotatedMethod(Class<?> type) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.isAnnotationPresent(SmartBearer.class));
    }
}
