package io.safire.impl.config;

/** What a server means for the readiness of the application. */
public enum Necessity {
    /** The application is not ready without it. */
    REQUIRED,
    /** Its state is told, and changes nothing. */
    REPORTED,
    /** It is not looked at. */
    OFF
}
