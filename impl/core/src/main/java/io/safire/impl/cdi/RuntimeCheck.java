package io.safire.impl.cdi;

import io.safire.impl.message.Message;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check that the runtime provides what this library needs. Nothing here links a class of these APIs, so that it runs
 * where they are absent.
 *
 * @param loader the class loader of this library
 */
record RuntimeCheck(ClassLoader loader) {

    /** Returns the message about everything that is missing; empty if the runtime provides all of it. */
    Optional<String> problem() {
        List<RequiredApi> missing =
                Stream.of(RequiredApi.values()).filter(api -> !provides(api)).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        KnownRuntime runtime = runtime();
        String titles = missing.stream()
                .map(api -> api.title() + " (" + api.witness() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(Message.RUNTIME_LACKS_API.ofAll(runtime.title(), titles, runtime.actionFor(missing)));
    }

    KnownRuntime runtime() {
        return KnownRuntime.of(marker -> System.getProperty(marker) != null || isPresent(marker));
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
        } catch (InvocationTargetException none) {
            return false;
        } catch (ReflectiveOperationException | LinkageError unusable) {
            return false;
        }
    }
}
