package io.safire.spi;

import java.time.Instant;

/**
 * A store of consumed launches, so that each launch can be completed only once. A store does not contain pending
 * launches, because an encrypted cookie in the browser holds each pending launch.
 *
 * <p>The built-in store holds at most 100,000 consumed launches, in memory. An application on several nodes provides a
 * CDI bean of this type, so that all nodes share one store. An application on several nodes also sets
 * {@code store-key}, so that all nodes can decrypt the cookies.
 *
 * <p>Implementations must be thread-safe. If the store fails, an implementation throws a
 * {@link io.safire.error.LaunchStoreException}, and the launch fails too.
 *
 * @since 1.0
 */
public interface LaunchStore {

    /**
     * Marks a launch as consumed. This operation is atomic. If several calls have the same {@code state}, concurrently
     * or on several nodes, exactly one of these calls returns true.
     *
     * @param state the {@code state} parameter of the launch
     * @param until the earliest time at which the store may remove the launch
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
     * Marks a launch as not consumed, because the authorization code was not sent to the server. The browser may repeat
     * its request after this call.
     *
     * @param state the {@code state} parameter of the launch
     */
    void release(String state);
}
