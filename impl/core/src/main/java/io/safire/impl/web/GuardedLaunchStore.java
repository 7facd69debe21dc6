package io.safire.impl.web;

import io.safire.error.LaunchStoreException;
import io.safire.impl.event.Announcer;
import io.safire.impl.message.Message;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that the application brings. Whatever it throws becomes the one exception that callers know, with an id and a remedy. */
final class GuardedLaunchStore implements LaunchStore {

    private final LaunchStore store;

    GuardedLaunchStore(LaunchStore store) {
        this.store = store;
    }

    @Override
    public void add(PendingLaunch launch) {
        guarded(launch.server(), () -> {
            store.add(launch);
            return true;
        });
    }

    @Override
    public Optional<PendingLaunch> find(String state) {
        return guarded(null, () -> store.find(state));
    }

    @Override
    public boolean take(String state) {
        return guarded(null, () -> store.take(state));
    }

    @Override
    public Past past(String state) {
        return guarded(null, () -> store.past(state));
    }

    private <T> T guarded(@Nullable String server, Supplier<T> call) {
        try {
            return call.get();
        } catch (LaunchStoreException told) {
            if (!Announcer.reason(told).isEmpty()) {
                throw told;
            }
            throw failed(told.server().orElse(server), sentence(told), told);
        } catch (RuntimeException failure) {
            // its text is the store's, and may hold what was to be kept
            throw failed(server, failure.getClass().getName(), failure);
        }
    }

    /** The message goes on behind it. */
    private static String sentence(LaunchStoreException told) {
        String text = String.valueOf(told.getMessage());
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private LaunchStoreException failed(@Nullable String server, String what, RuntimeException cause) {
        Message message = Message.LAUNCH_STORE_BROKEN;
        String type = store.getClass().getName();
        return new LaunchStoreException(
                server, server == null ? message.ofAll(type, what) : message.of(server, type, what), cause);
    }
}
