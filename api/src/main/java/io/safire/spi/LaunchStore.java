package io.safire.spi;

import java.time.Instant;

/**
 * Remembers which launches were used, so that each is used once. The pending launch itself is in an encrypted cookie of the
 * browser that began it, and costs the application nothing.
 *
 * <p>The built-in store remembers in memory. An application that runs on several nodes has a CDI bean of this type, which all
 * nodes share, and the setting {@code store-key}, with which they encrypt the cookies.
 *
 * <p>Many threads call a store. It throws a {@link io.safire.error.LaunchStoreException} if it fails, and the launch then
 * fails.
 */
public interface LaunchStore {

    /**
     * Marks a launch as used. If several calls have the same {@code state}, at the same time or on several nodes, one of
     * them returns true.
     *
     * @param state the {@code state} of the launch
     * @param until the time until which the store remembers it, at least
     * @return whether the launch was unused
     */
    boolean use(String state, Instant until);

    /**
     * Returns whether a launch was used.
     *
     * @param state the {@code state} of a response; anyone may have made it up, and it may be long
     * @return whether {@link #use} was called for it
     */
    boolean isUsed(String state);

    /**
     * Marks a launch as unused again, since nothing was sent for it: the browser may repeat its request.
     *
     * @param state the {@code state} of the launch
     */
    void release(String state);
}
