package io.safire.internal.web;

import io.safire.error.LaunchStoreException;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.spi.LaunchStore;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A launch store that translates each exception of the application's store into a {@link LaunchStoreException} with a
 * message ID and a recommended action.
 */
record GuardedLaunchStore(LaunchStore store) implements LaunchStore {

    @Override
    public boolean consume(String state, Instant until) {
        return translate(() -> store.consume(state, until));
    }

    @Override
    public boolean isConsumed(String state) {
        return translate(() -> store.isConsumed(state));
    }

    @Override
    public void release(String state) {
        translate(() -> {
            store.release(state);
            return true;
        });
    }

    private <T> T translate(Supplier<T> call) {
        try {
            return call.get();
        } catch (LaunchStoreException reported) {
            if (reported.code().equals(Message.LAUNCH_STORE_FAILED.id())) {
                throw reported;
            }
            throw storeFailure(reported.server().orElse(null), withoutPeriod(reported), reported);
        } catch (RuntimeException failure) {
            // the message of any other exception is omitted, because it may contain a secret
            throw storeFailure(null, failure.getClass().getName(), failure);
        }
    }

    /** Removes the final period, because the message of this class continues the sentence. */
    private static String withoutPeriod(LaunchStoreException reported) {
        String text = reported.code() + " " + reported.failure().text();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private LaunchStoreException storeFailure(@Nullable String server, String description, RuntimeException cause) {
        return new LaunchStoreException(
                Message.LAUNCH_STORE_FAILED.format(server, BeanClass.nameOf(store), description), cause);
    }
}
