package io.safire.tck.area;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * An area of the TCK. Each test class belongs to one area: the last part of its package name and its JUnit tag are the name of
 * the area.
 */
public enum Area {
    /** The SMART configuration, and whether a server supports a client. */
    DISCOVERY,
    /** Authorization code flow, scopes, refresh, introspection and revocation. */
    LAUNCH,
    /** ID tokens. */
    IDENTITY,
    /** Client credentials flow. */
    BACKEND,
    /** Cached access tokens, and stored tokens of signed-in users. */
    MANAGED,
    /** Bearer tokens in requests for FHIR resources. */
    BEARER,
    /** Dynamic client registration. */
    REGISTRATION,
    /** User-access brands. */
    BRANDS,
    /** Launch endpoints and pending launches. */
    WEB,
    /** Events, telemetry, readiness and diagnosis. */
    OBSERVABILITY,
    /** HTTPS, redirects, retries, limits and faults, in the flows of several areas. */
    TRANSPORT,
    /** Settings, keys and credentials, and clients that an application injects or creates. */
    CONFIGURATION;

    /** Returns the name, which is also the JUnit tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the area with this name. */
    public static Optional<Area> named(String tag) {
        return Stream.of(values()).filter(area -> area.tag().equals(tag)).findAny();
    }

    /** Returns the area of a test class of the TCK; empty for any other class. */
    public static Optional<Area> of(Class<?> test) {
        return Arrays.stream(test.getAnnotationsByType(Tag.class))
                .flatMap(tag -> named(tag.value()).stream())
                .findFirst();
    }
}
