package io.safire.spi;

import java.time.Instant;

/**
 * A store of consumed launches, so that each launch can be completed only once. The pending launch itself is stored in
 * an encrypted cookie of the browser that started it, and occupies no memory of the application.
 *
 * <p>The built-in store holds at most 100,000 launches, in memory. An application on several nodes provides a CDI bean
 * of this type, so that all nodes share one store. It also sets {@code store-key}, so that all nodes can decrypt the
 * cookies.
 *
 * <p>Implementations must be thread-safe. If the store fails, they throw a
 * {@link io.safire.error.LaunchStoreException}, and the launch fails too.
 *
 * @since 1.0
 */
public interface LaunchStore {

    /**
     * Marks a launch as consumed, atomically. If several calls have the same {@code state}, concurrently or on several
     * nodes, exactly one of them returns true.
     *
     * @param state the {@code state} of the launch
     * @param until the time until which the store must hold the launch; it may hold the launch longer
     * @return true if the launch was not consumed before
     */
    boolean consume(String state, Instant until);

    /**
     * Returns whether a launch has been consumed.
     *
     * @param state the {@code state} of an authorization response; it may come from an attacker, and may be long
     * @return true if {@link #consume} was called for this launch, and {@link #release} was not called afterwards
     */
    boolean isConsumed(String state);

    /**
     * Marks a launch as not consumed, because the authorization code was not sent to the server. The browser may
     * then repeat its request.
     *
     * @param state the {@code state} of the launch
     */
    void release(String state);
}
