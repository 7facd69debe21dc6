package io.safire.tck.area;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * An area of the TCK. Each test class belongs to one area: the last part of its package name and its JUnit tag are the name of
 * the area. The area {@link #MESSAGES} has no classes, but its tag marks single tests.
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
    /** Exports of bulk data. */
    BULK,
    /** Launch endpoints and pending launches. */
    WEB,
    /** Events, telemetry, readiness and diagnosis. */
    OBSERVABILITY,
    /** HTTPS, redirects, retries, limits and faults, in the flows of several areas. */
    TRANSPORT,
    /** Settings, keys and credentials, and clients that an application injects or creates. */
    CONFIGURATION,
    /** Codes and words of Safire's messages, in the tests of the other areas. */
    MESSAGES;

    /** Returns the name, which is also the JUnit tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the area with this name. */
    public static Optional<Area> named(String tag) {
        return Stream.of(values()).filter(area -> area.tag().equals(tag)).findAny();
    }

    /** Returns the area of a test class of the TCK, or of a test with a tag of its own; empty for any other class or test. */
    public static Optional<Area> of(AnnotatedElement test) {
        return Arrays.stream(test.getAnnotationsByType(Tag.class))
                .flatMap(tag -> named(tag.value()).stream())
                .findFirst();
    }
}
