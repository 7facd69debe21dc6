package io.safire.internal.config;

/** The effect of a server on the readiness of the application. */
public enum ReadinessMode {
    /** The application is not ready while the server is down. */
    REQUIRED,
    /** The check reports the state of the server, but this state has no effect on readiness. */
    REPORTED,
    /** The check omits the server. */
    OFF
}
