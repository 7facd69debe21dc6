package io.safire.sandbox;

import jakarta.json.Json;

/** An error response with an error code of RFC 6749 or of one of its extensions. */
final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    OAuthError(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    static OAuthError badRequest(String description) {
        return new OAuthError(400, "invalid_request", description);
    }

    static OAuthError invalidGrant(String description) {
        return new OAuthError(400, "invalid_grant", description);
    }

    static OAuthError invalidClient(String description) {
        return new OAuthError(401, "invalid_client", description);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    Outgoing outgoing() {
        return Outgoing.json(
                status,
                Json.createObjectBuilder()
                        .add("error", error)
                        .add("error_description", description())
                        .build());
    }
}
