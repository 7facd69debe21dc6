package io.safire.tck.area;

import static java.util.stream.Collectors.joining;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** A filter that excludes the tests of areas that the implementation does not claim. JUnit finds it with {@code ServiceLoader}. */
public final class ClaimedAreas implements PostDiscoveryFilter {

    /** The system property with a comma-separated list of the claimed areas. Without it, the implementation claims all areas. */
    public static final String PROPERTY = "tck.areas";

    private final Set<Area> claimed = claimed();

    public ClaimedAreas() {}

    @Override
    public FilterResult apply(TestDescriptor test) {
        return FilterResult.includedIf(test.getTags().stream()
                .flatMap(tag -> Area.named(tag.getName()).stream())
                .allMatch(claimed::contains));
    }

    /** Returns whether the implementation claims the area of a test class. */
    public static boolean include(Class<?> test) {
        return Area.of(test).map(claimed()::contains).orElse(true);
    }

    /** Returns the claimed areas. */
    public static Set<Area> claimed() {
        String list = System.getProperty(PROPERTY, "");
        Set<Area> areas = EnumSet.noneOf(Area.class);
        Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(ClaimedAreas::area)
                .forEach(areas::add);
        return areas.isEmpty() ? EnumSet.allOf(Area.class) : areas;
    }

    private static Area area(String name) {
        return Area.named(name)
                .orElseThrow(() -> new IllegalArgumentException("The system property " + PROPERTY
                        + " contains the unknown area \"" + name
                        + "\". Set it to some of these areas, separated by commas: "
                        + Stream.of(Area.values()).map(Area::tag).collect(joining(", ")) + "."));
    }
}
