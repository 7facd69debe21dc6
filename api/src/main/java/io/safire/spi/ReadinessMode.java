package io.safire.spi;

/**
 * The effect of a server on the readiness of the application (setting {@code readiness}).
 *
 * @since 1.0
 */
public enum ReadinessMode {
    /** The application is not ready while the server is down. */
    REQUIRED,
    /** The check reports the state of the server, but this state has no effect on readiness. */
    REPORTED,
    /** The check omits the server. */
    OFF
}
