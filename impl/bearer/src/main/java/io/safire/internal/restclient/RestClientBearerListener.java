package io.safire.internal.restclient;

import io.safire.bearer.BearerFilter;
import io.safire.inject.SmartBearer;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/** A listener that adds the bearer filter to each new client whose interface has {@code @SmartBearer}. */
public final class RestClientBearerListener implements RestClientListener {

    /**
     * Registers the filter and disables redirects, because a runtime that follows a redirect would send the token to
     * the target.
     */
    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        SmartBearer bearer = type.getAnnotation(SmartBearer.class);
        if (bearer != null) {
            builder.followRedirects(false);
            builder.register(new RestClientBearerFilter(() -> SmartBearerTokens.of(bearer)), BearerFilter.PRIORITY);
        }
    }
}
