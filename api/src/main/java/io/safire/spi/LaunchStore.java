package io.safire.spi;

import java.time.Instant;

/**
 * A store of consumed launches, so that each launch can be completed only once. The pending launch itself is in an
 * encrypted cookie of the browser that started it, and occupies no memory of the application.
 *
 * <p>The built-in store is in memory and remembers at most 100,000 launches. An application on several nodes provides a
 * CDI bean of this type, which all nodes share, and sets {@code store-key}, with which they encrypt the cookies.
 *
 * <p>Implementations must be thread-safe. They throw a {@link io.safire.error.LaunchStoreException} if they fail; the
 * launch then fails too.
 *
 * @since 1.0
 */
public interface LaunchStore {

    /**
     * Marks a launch as consumed, atomically. If several calls have the same {@code state}, concurrently or on several
     * nodes, exactly one of them returns true.
     *
     * @param state the {@code state} of the launch
     * @param until the time until which the store must at least remember the launch
     * @return true if the launch was not consumed before
     */
    boolean consume(String state, Instant until);

    /**
     * Returns whether a launch was consumed.
     *
     * @param state the {@code state} of an authorization response; it may come from an attacker, and may be long
     * @return true if {@link #consume} was called for it, without {@link #release} afterwards
     */
    boolean isConsumed(String state);

    /**
     * Marks a launch as not consumed, because nothing was sent for it. The browser may then repeat its request.
     *
     * @param state the {@code state} of the launch
     */
    void release(String state);
}
