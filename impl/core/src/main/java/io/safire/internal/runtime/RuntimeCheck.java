package io.safire.internal.runtime;

import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A check that the runtime provides the APIs that this library needs. This class does not refer to any class of the
 * required APIs, so the check also runs if the APIs are missing.
 *
 * @param loader the class loader of this library
 */
public record RuntimeCheck(ClassLoader loader) {

    /**
     * @throws ConfigurationException if an API is missing; the message names all missing APIs
     */
    public void run() {
        run(EnumSet.allOf(RequiredApi.class));
    }

    /**
     * @throws ConfigurationException if an API is missing; the message names all missing APIs
     */
    public void run(Set<RequiredApi> required) {
        KnownRuntime runtime = detectRuntime();
        List<RequiredApi> missing = required.stream()
                .sorted()
                .filter(api -> runtime.providerOf(api).isPresent() && !provides(api))
                .toList();
        throwIfMissing(missing, api -> api.title() + " (" + api.markerClass() + ")");
    }

    /**
     * Checks that each API has an implementation. An archive may contain an API that the runtime does not implement.
     * Call this method at startup, because Quarkus has no implementation of the Rest Client during the build.
     *
     * @param lookups the lookup for each API, which returns null or throws an exception if it finds no implementation
     * @throws ConfigurationException if an implementation is missing; the message names all missing implementations
     */
    public void requireImplementations(Map<RequiredApi, Supplier<?>> lookups) {
        List<RequiredApi> missing = lookups.entrySet().stream()
                .filter(lookup -> !hasImplementation(lookup.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        throwIfMissing(missing, api -> "an implementation of " + api.title());
    }

    public KnownRuntime detectRuntime() {
        return KnownRuntime.detect(marker -> System.getProperty(marker) != null || isPresent(marker));
    }

    private void throwIfMissing(List<RequiredApi> missing, Function<RequiredApi, String> description) {
        if (!missing.isEmpty()) {
            KnownRuntime runtime = detectRuntime();
            String titles = missing.stream().map(description).collect(Collectors.joining(", "));
            Failure problem = Message.RUNTIME_LACKS_API.formatWithoutServer(
                    runtime.description(), titles, runtime.installAction(missing));
            throw new ConfigurationException(problem, Violations.missing(List.of()));
        }
    }

    private static boolean hasImplementation(Supplier<?> lookup) {
        try {
            return lookup.get() != null;
        } catch (RuntimeException | LinkageError absent) {
            return false;
        }
    }

    private boolean provides(RequiredApi api) {
        return isPresent(api.markerClass()) && (api != RequiredApi.JSON || hasJsonProvider());
    }

    private boolean isPresent(String type) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** {@code JsonProvider.provider()} throws an exception if it finds no implementation. */
    private boolean hasJsonProvider() {
        try {
            Class.forName(RequiredApi.JSON.markerClass(), true, loader)
                    .getMethod("provider")
                    .invoke(null);
            return true;
        } catch (ReflectiveOperationException | LinkageError absent) {
            return false;
        }
    }
}
