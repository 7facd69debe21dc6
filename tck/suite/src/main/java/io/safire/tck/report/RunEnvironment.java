package io.safire.tck.report;

import io.safire.tck.Assertion;
import io.safire.tck.area.Area;
import io.safire.tck.support.TckArchive;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The subject and the conditions of a run.
 *
 * @param implementation the name and version of the implementation
 * @param runtime the name and version of the runtime
 * @param java the vendor and version of Java that runs the tests
 * @param tckVersion the version of this TCK
 * @param areas the areas that the implementation claims
 * @param finished the time of the end of the run
 */
record RunEnvironment(
        JarVersion implementation, String runtime, String java, String tckVersion, List<Area> areas, Instant finished) {

    RunEnvironment {
        areas = List.copyOf(areas);
    }

    /** The system property with the name of the implementation. The default is the title of the jar. */
    static final String IMPLEMENTATION_PROPERTY = "tck.implementation";

    /** The system property with the version of the implementation. The default is the version of the jar. */
    static final String IMPLEMENTATION_VERSION_PROPERTY = "tck.implementation.version";

    /** The system property with the name and version of the runtime. */
    static final String RUNTIME_PROPERTY = "tck.runtime";

    static RunEnvironment read(Properties system, Set<Area> areas, Clock clock) {
        JarVersion jar = JarVersion.ofImplementation(
                Path.of(system.getProperty(TckArchive.LIBRARIES_PROPERTY, TckArchive.DEFAULT_LIBRARIES)));
        JarVersion implementation = new JarVersion(
                value(system, IMPLEMENTATION_PROPERTY, jar.name()),
                value(system, IMPLEMENTATION_VERSION_PROPERTY, jar.version()));
        return new RunEnvironment(
                implementation,
                value(system, RUNTIME_PROPERTY, JarVersion.UNKNOWN),
                system.getProperty("java.vendor") + " " + system.getProperty("java.version"),
                JarVersion.of(home()).version(),
                List.copyOf(areas),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns the areas that the implementation does not claim. */
    List<Area> unclaimedAreas() {
        return Stream.of(Area.values()).filter(area -> !areas.contains(area)).toList();
    }

    private static String value(Properties system, String key, String other) {
        String value = system.getProperty(key, "").strip();
        return value.isEmpty() ? other : value;
    }

    private static Path home() {
        try {
            return Path.of(Assertion.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
