package io.safire.sandbox;

import io.safire.sandbox.control.SandboxJson;

/** An error response with an error code of RFC 6749 or of one of its extensions. */
final class OAuthErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    OAuthErrorException(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    static OAuthErrorException badRequest(String description) {
        return new OAuthErrorException(400, "invalid_request", description);
    }

    static OAuthErrorException invalidGrant(String description) {
        return new OAuthErrorException(400, "invalid_grant", description);
    }

    static OAuthErrorException invalidClient(String description) {
        return new OAuthErrorException(401, "invalid_client", description);
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

    OutgoingResponse response() {
        return OutgoingResponse.json(
                status,
                SandboxJson.createObjectBuilder()
                        .add("error", error)
                        .add("error_description", description())
                        .build());
    }
}
