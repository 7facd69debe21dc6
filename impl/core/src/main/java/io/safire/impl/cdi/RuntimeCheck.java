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
 * The check that the runtime provides what this library needs. Nothing here links a class of these APIs, so that it runs
 * where they are absent.
 *
 * @param loader the class loader of this library
 */
record RuntimeCheck(ClassLoader loader) {

    /**
     * Looks for each API.
     *
     * @throws ConfigurationException that names all that is missing
     */
    void run() {
        KnownRuntime runtime = runtime();
        List<RequiredApi> missing = Stream.of(RequiredApi.values())
                .filter(api -> runtime.providerOf(api).isPresent() && !provides(api))
                .toList();
        require(missing, api -> api.title() + " (" + api.witness() + ")");
    }

    /**
     * Looks up implementations, since an archive that contains an API hides that the runtime lacks the implementation. This
     * belongs to the start of the application: Quarkus has no implementation of the Rest Client during its build.
     *
     * @param lookups for each API a method that throws an exception if it finds no implementation
     * @throws ConfigurationException that names all that is missing
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

    /** The API alone is no use; it throws where it finds no implementation. */
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
