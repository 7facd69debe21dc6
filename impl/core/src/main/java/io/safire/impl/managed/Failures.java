package io.safire.impl.managed;

import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.impl.transport.TransportFailure;
import java.util.Set;

/** What a failed refresh says of the refresh token. */
final class Failures {

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAULT = 500;
    /** Too many requests, and not available: given before a request is looked at. */
    private static final Set<Integer> NOT_LOOKED_AT = Set.of(429, 503);

    /** The errors of RFC 6749, section 5.2, but the one about the grant. Some servers give them with status 200. */
    private static final Set<String> OF_THE_REQUEST = Set.of(
            "invalid_client", "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_grant_type");

    private Failures() {}

    /**
     * Whether the server has certainly not used it: the request never left, or was refused for another reason than the
     * refresh token.
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
