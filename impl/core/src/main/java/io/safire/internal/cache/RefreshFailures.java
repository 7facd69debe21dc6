package io.safire.internal.cache;

import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.internal.http.TransportException;
import java.util.Optional;
import java.util.Set;

/** A classification of failed refreshes by their effect on the refresh token. */
public final class RefreshFailures {

    private static final int MIN_CLIENT_ERROR = 400;
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
     * Returns true if the server has certainly not consumed the refresh token: the request was never sent, the status
     * is 429 or 503, or the response reports a client error other than {@code invalid_grant}.
     */
    public static boolean isRefreshTokenUnused(SmartException failure) {
        if (failure.getCause() instanceof TransportException transport) {
            return transport.neverSent();
        }
        if (!(failure instanceof TokenException errorResponse)) {
            return false;
        }
        int status = errorResponse.status().orElse(0);
        boolean clientError = status >= MIN_CLIENT_ERROR && status < MIN_SERVER_ERROR;
        boolean invalidGrant =
                errorResponse.errorCode().filter("invalid_grant"::equals).isPresent();
        boolean requestError =
                errorResponse.errorCode().filter(REQUEST_ERRORS::contains).isPresent();
        return UNPROCESSED_STATUSES.contains(status)
                || clientError && !invalidGrant
                || status < MIN_CLIENT_ERROR && requestError;
    }

    /** Returns the exception for callers. The user must sign in again if the server rejected the refresh token. */
    public static SmartException forCallers(SmartException failure) {
        boolean rejected = failure instanceof TokenException response
                && response.errorCode().equals(Optional.of("invalid_grant"));
        return rejected ? new SignInRequiredException(failure.failure(), (TokenException) failure) : failure;
    }
}
