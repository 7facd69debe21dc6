package io.safire.impl.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import java.util.List;
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
        List<RequiredApi> missing =
                Stream.of(RequiredApi.values()).filter(api -> !provides(api)).toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException(null, problem(missing), Offenders.missing(List.of()));
        }
    }

    KnownRuntime runtime() {
        return KnownRuntime.of(marker -> System.getProperty(marker) != null || isPresent(marker));
    }

    private String problem(List<RequiredApi> missing) {
        KnownRuntime runtime = runtime();
        String titles = missing.stream()
                .map(api -> api.title() + " (" + api.witness() + ")")
                .collect(Collectors.joining(", "));
        return Message.RUNTIME_LACKS_API.ofAll(runtime.description(), titles, runtime.actionFor(missing));
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
