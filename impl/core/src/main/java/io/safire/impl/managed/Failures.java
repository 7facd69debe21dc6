package io.safire.impl.managed;

import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.impl.transport.TransportFailure;
import java.util.Set;

/** The classification of failed refreshes by their effect on the refresh token. */
final class Failures {

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAULT = 500;
    /** Too Many Requests and Service Unavailable: a server sends them without processing the request. */
    private static final Set<Integer> NOT_LOOKED_AT = Set.of(429, 503);

    /** The errors of RFC 6749, section 5.2, except {@code invalid_grant}. Some servers send them with status 200. */
    private static final Set<String> OF_THE_REQUEST = Set.of(
            "invalid_client", "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_grant_type");

    private Failures() {}

    /**
     * Returns whether the server has certainly not consumed the refresh token: the request was never sent, or the server
     * rejected it for another reason.
     */
    static boolean leaveTheRefreshToken(SmartException failure) {
        if (failure.getCause() instanceof TransportFailure transport) {
            return transport.kind().neverSent();
        }
        if (!(failure instanceof TokenException refusal)) {
            return false;
        }
        int status = refusal.status().orElse(0);
        boolean refused = status >= FIRST_REFUSAL && status < FIRST_FAULT;
        boolean spent = refusal.errorCode().filter("invalid_grant"::equals).isPresent();
        boolean ofTheRequest =
                refusal.errorCode().filter(OF_THE_REQUEST::contains).isPresent();
        return NOT_LOOKED_AT.contains(status) || refused && !spent || status < FIRST_REFUSAL && ofTheRequest;
    }
}
