package io.safire.web;

import static java.util.Objects.requireNonNull;

/**
 * A request to {@link SmartEndpoints} that failed, with the details that an error page may show. The log contains the
 * complete message of the failure.
 *
 * @param reason the reason, which determines the text and links of the page
 * @param code the code of the logged message, such as {@code SAFIRE-1105}; empty if the message has no code
 * @since 1.0
 */
public record LaunchFailure(Reason reason, String code) {

    public LaunchFailure {
        requireNonNull(reason, "reason");
        requireNonNull(code, "code");
    }

    /**
     * Returns the HTTP status of the built-in page.
     *
     * @return the status of the reason
     */
    public int status() {
        return reason.status();
    }

    /** The reasons why a request can fail. */
    public enum Reason {
        /** The user or the authorization server denied access ({@code access_denied}). */
        ACCESS_DENIED(403),
        /** The user took longer than {@code launch-lifetime}. */
        EXPIRED(400),
        /** The launch has already been completed, for example because the user reloaded the page. */
        ALREADY_COMPLETED(400),
        /**
         * The cookie of the launch is missing, because another browser started the launch or the browser blocks
         * cookies.
         */
        OTHER_BROWSER(400),
        /** The EHR responded with an error, or its response was invalid. */
        SERVER_FAILED(502),
        /** The EHR is unavailable, or a store of the application failed. A later attempt may succeed. */
        UNAVAILABLE(503),
        /** A setting or a bean of the application is missing or unusable. */
        MISCONFIGURED(500),
        /** The request belongs to no launch, or its parameters are invalid. */
        UNKNOWN_REQUEST(400),
        /** No document has the URL of the request. */
        NOT_FOUND(404),
        /** The endpoint does not support the HTTP method of the request. */
        METHOD_NOT_ALLOWED(405),
        /** A page of another origin sent the request. */
        CROSS_SITE(403);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** {@return the HTTP status of the built-in page} */
        public int status() {
            return status;
        }
    }
}
