package io.safire.internal.cache;

import io.safire.error.ConfigurationException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.internal.http.TransportException;
import java.util.Optional;
import java.util.Set;

/** A classification of failed refreshes by their effect on the refresh token. */
public final class RefreshFailures {

    private static final int MIN_REDIRECT = 300;
    private static final int MIN_SERVER_ERROR = 500;
    /** The statuses Too Many Requests and Service Unavailable, which a server sends without processing the request. */
    private static final Set<Integer> UNPROCESSED_STATUSES = Set.of(429, 503);

    /**
     * The errors of RFC 6749, section 5.2, except {@code invalid_grant}. Some servers send these errors with status
     * 200.
     */
    private static final Set<String> REQUEST_ERRORS = Set.of(
            "invalid_client", "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_grant_type");

    private RefreshFailures() {}

    /**
     * Returns true if the server has not consumed the refresh token: the request was never sent, the status is 429, 503
     * or a redirect, or the response reports a client error other than {@code invalid_grant}. A redirect usually comes
     * from a gateway in front of the server.
     */
    public static boolean isRefreshTokenUnused(SmartException failure) {
        if (failure.getCause() instanceof TransportException transport) {
            return transport.neverSent();
        }
        if (failure instanceof ConfigurationException) {
            // the client authentication failed; after an earlier attempt, it is created only if that attempt was not
            // sent
            return true;
        }
        return failure instanceof TokenException response && !isInvalidGrant(response) && isUnprocessed(response);
    }

    private static boolean isUnprocessed(TokenException response) {
        int status = response.status().orElse(0);
        return UNPROCESSED_STATUSES.contains(status)
                || status >= MIN_REDIRECT && status < MIN_SERVER_ERROR
                || status < MIN_REDIRECT
                        && response.errorCode().filter(REQUEST_ERRORS::contains).isPresent();
    }

    private static boolean isInvalidGrant(TokenException response) {
        return response.errorCode().equals(Optional.of("invalid_grant"));
    }

    /** Returns the exception for callers. The user must sign in again if the server rejected the refresh token. */
    public static SmartException forCallers(SmartException failure) {
        return failure instanceof TokenException response && isInvalidGrant(response)
                ? new SignInRequiredException(failure.failure(), response)
                : failure;
    }
}
