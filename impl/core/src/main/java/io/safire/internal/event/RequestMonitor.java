package io.safire.internal.event;

import io.safire.error.OAuthException;
import io.safire.error.ValidationException;
import io.safire.event.SmartRequest;
import java.util.function.Supplier;

/** A monitor that notifies observers of the requests to one server. */
public record RequestMonitor(String server, RequestObservers observers, AuditEvents audit) {

    /** Publishes an event if the server rejects the request. */
    public <T> T observe(SmartRequest request, Supplier<T> call) {
        try {
            return observers.observe(server, request, call);
        } catch (OAuthException | ValidationException refused) {
            audit.onRequestRefused(request, refused);
            throw refused;
        }
    }
}
