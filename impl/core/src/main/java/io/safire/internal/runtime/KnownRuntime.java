package io.safire.internal.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A known runtime, with the features or artifacts that provide each {@link RequiredApi}. A test compares the
 * documentation with these values.
 */
public enum KnownRuntime {
    OPEN_LIBERTY(
            "Open Liberty",
            "features",
            "wlp.install.dir",
            "Add %s to featureManager in server.xml.",
            "cdi-4.0",
            "mpConfig-3.1",
            "mpFaultTolerance-4.0",
            "mpRestClient-3.0",
            "restfulWSClient-3.1",
            "jsonp-2.1",
            KnownRuntime.NOT_NEEDED),
    QUARKUS(
            "Quarkus",
            "dependencies",
            "io.quarkus.arc.Arc",
            "Add %s to the dependencies of the application.",
            "io.quarkus:quarkus-arc",
            "io.quarkus:quarkus-arc",
            "io.quarkus:quarkus-smallrye-fault-tolerance",
            "io.quarkus:quarkus-rest-client",
            "io.quarkus:quarkus-rest-client",
            "io.quarkus:quarkus-jsonp",
            KnownRuntime.NOT_NEEDED),
    WILDFLY(
            "WildFly",
            "Galleon layers, all in standalone-microprofile.xml",
            "jboss.server.config.dir",
            "Start the server with standalone-microprofile.xml, or provision the Galleon layers %s.",
            "cdi",
            "microprofile-config",
            "microprofile-fault-tolerance",
            "microprofile-rest-client",
            "jaxrs",
            "jsonp",
            KnownRuntime.NOT_NEEDED),
    PAYARA(
            "Payara",
            "an artifact of the application",
            "com.sun.aas.instanceRoot",
            "Use the full distribution of Payara Server, or Payara Micro, which contain %s.",
            "CDI",
            "MicroProfile Config",
            "MicroProfile Fault Tolerance",
            "MicroProfile Rest Client",
            "Jakarta REST",
            "Jakarta JSON Processing",
            KnownRuntime.HTTP_CLIENT),
    OTHER(
            "Weld with SmallRye and RESTEasy",
            "artifacts on the class path",
            "",
            "Add %s to the class path.",
            "org.jboss.weld.se:weld-se-core",
            "io.smallrye.config:smallrye-config",
            "io.smallrye:smallrye-fault-tolerance",
            "org.jboss.resteasy.microprofile:microprofile-rest-client",
            "org.jboss.resteasy:resteasy-client",
            "org.eclipse.parsson:parsson",
            KnownRuntime.NOT_NEEDED);

    private static final String NOT_NEEDED = "";
    private static final String HTTP_CLIENT = "org.apache.httpcomponents.client5:httpclient5";

    private final String title;
    private final String nameKind;
    private final String markerName;
    private final String actionFormat;
    private final List<String> providerNames;

    KnownRuntime(String title, String kind, String marker, String action, String... names) {
        this.title = title;
        this.nameKind = kind;
        this.markerName = marker;
        this.actionFormat = action;
        this.providerNames = List.of(names);
    }

    /**
     * @param hasMarker the function that returns whether a system property with this name is set or a class with this
     *     name is present
     */
    static KnownRuntime detect(Predicate<String> hasMarker) {
        return Stream.of(values())
                .filter(runtime -> runtime == OTHER || hasMarker.test(runtime.markerName))
                .findFirst()
                .orElse(OTHER);
    }

    public String title() {
        return title;
    }

    /**
     * Returns the name for messages. For {@link #OTHER}, the text states that the runtime is not recognized, and names
     * the runtime whose artifacts the messages list.
     */
    public String description() {
        return this == OTHER ? "not recognized; the names are those for " + title : title;
    }

    /** Returns "features" or "dependencies", for example. */
    String nameKind() {
        return nameKind;
    }

    /** The result is empty if this runtime does not need the API. */
    public Optional<String> providerOf(RequiredApi api) {
        return Optional.of(providerNames.get(api.ordinal())).filter(name -> !name.isEmpty());
    }

    public String installAction(List<RequiredApi> missing) {
        String names = missing.stream()
                .flatMap(api -> providerOf(api).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return names.equals(HTTP_CLIENT) ? "Add " + names + " to the application." : String.format(actionFormat, names);
    }
}
