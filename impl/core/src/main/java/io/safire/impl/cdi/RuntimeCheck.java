package io.safire.impl.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A check that the runtime provides the APIs that this library needs. It links no class of these APIs, so it also runs where
 * they are absent.
 *
 * @param loader the class loader of this library
 */
record RuntimeCheck(ClassLoader loader) {

    /**
     * Checks that the classes of each API are present.
     *
     * @throws ConfigurationException if an API is missing; the message names all missing APIs
     */
    void run() {
        KnownRuntime runtime = runtime();
        List<RequiredApi> missing = Stream.of(RequiredApi.values())
                .filter(api -> runtime.providerOf(api).isPresent() && !provides(api))
                .toList();
        require(missing, api -> api.title() + " (" + api.witness() + ")");
    }

    /**
     * Checks that each API has an implementation. An archive that contains an API otherwise hides that the runtime lacks the
     * implementation. Call this at startup: during its build, Quarkus has no implementation of the Rest Client.
     *
     * @param lookups for each API, a lookup that returns null or throws if it finds no implementation
     * @throws ConfigurationException if an implementation is missing; the message names all of them
     */
    void requireImplementations(Map<RequiredApi, Supplier<?>> lookups) {
        List<RequiredApi> missing = Stream.of(RequiredApi.values())
                .filter(lookups::containsKey)
                .filter(api -> !isFound(lookups.get(api)))
                .toList();
        require(missing, api -> "an implementation of " + api.title());
    }

    KnownRuntime runtime() {
        return KnownRuntime.of(marker -> System.getProperty(marker) != null || isPresent(marker));
    }

    private void require(List<RequiredApi> missing, Function<RequiredApi, String> description) {
        if (!missing.isEmpty()) {
            KnownRuntime runtime = runtime();
            String titles = missing.stream().map(description).collect(Collectors.joining(", "));
            String problem = Message.RUNTIME_LACKS_API.ofAll(runtime.description(), titles, runtime.actionFor(missing));
            throw new ConfigurationException(null, problem, Offenders.missing(List.of()));
        }
    }

    private static boolean isFound(Supplier<?> lookup) {
        try {
            return lookup.get() != null;
        } catch (RuntimeException | LinkageError absent) {
            return false;
        }
    }

    private boolean provides(RequiredApi api) {
        return isPresent(api.witness()) && (api != RequiredApi.JSON || hasJsonProvider());
    }

    private boolean isPresent(String type) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** Returns whether the JSON API has an implementation; {@code JsonProvider.provider()} throws if it finds none. */
    private boolean hasJsonProvider() {
        try {
            Class.forName(RequiredApi.JSON.witness(), true, loader)
                    .getMethod("provider")
                    .invoke(null);
            return true;
        } catch (ReflectiveOperationException | LinkageError none) {
            return false;
        }
    }
}
