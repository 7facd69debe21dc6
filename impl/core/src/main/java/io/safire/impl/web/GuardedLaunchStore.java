package io.safire.impl.web;

import io.safire.error.LaunchStoreException;
import io.safire.impl.event.Announcer;
import io.safire.impl.message.Message;
import io.safire.spi.LaunchStore;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A launch store that translates all exceptions of the application's store into {@link LaunchStoreException}, with a message id
 * and a recommended action.
 */
final class GuardedLaunchStore implements LaunchStore {

    private final LaunchStore store;

    GuardedLaunchStore(LaunchStore store) {
        this.store = store;
    }

    @Override
    public boolean use(String state, Instant until) {
        return guarded(() -> store.use(state, until));
    }

    @Override
    public boolean isUsed(String state) {
        return guarded(() -> store.isUsed(state));
    }

    @Override
    public void release(String state) {
        guarded(() -> {
            store.release(state);
            return true;
        });
    }

    private <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (LaunchStoreException told) {
            if (!Announcer.reason(told).isEmpty()) {
                throw told;
            }
            throw failed(told.server().orElse(null), sentence(told), told);
        } catch (RuntimeException failure) {
            // the message of a foreign exception is omitted, because it may contain a secret
            throw failed(null, failure.getClass().getName(), failure);
        }
    }

    /** Returns the message without its final period, because the new message continues the sentence. */
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
