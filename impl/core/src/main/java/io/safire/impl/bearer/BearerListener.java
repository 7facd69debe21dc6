package io.safire.impl.bearer;

import io.safire.bearer.BearerFilter;
import io.safire.inject.SmartBearer;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/** Sees each client that is made, injected or built. */
public final class BearerListener implements RestClientListener {

    /** A runtime that follows a redirect would send the token along. */
    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        SmartBearer bearer = type.getAnnotation(SmartBearer.class);
        if (bearer != null) {
            builder.followRedirects(false);
            builder.register(new AttemptFilter(() -> AnnotatedTokens.of(bearer)), BearerFilter.LAST);
        }
    }
}
