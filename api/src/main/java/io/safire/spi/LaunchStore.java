package io.safire.spi;

import io.safire.launch.PendingLaunch;
import java.util.Optional;

/**
 * Keeps launches from their beginning until the answer of the authorization server comes. The one that comes with Safire
 * keeps them in memory; an application that runs on several machines without sticky sessions has a CDI bean of this type,
 * which is used in its place.
 *
 * <p>A store is used by many threads. It need not compare times, cookies or anything else: that is done for it. It throws a
 * {@link io.safire.error.LaunchStoreException} when it does not work, and the launch then fails.
 */
public interface LaunchStore {

    /**
     * Keeps a launch until {@link PendingLaunch#expiresAt()} at least. A store is bounded: anybody who can call a launch
     * URL can begin launches. It drops expired ones first and then refuses, since to drop one that waits would let a
     * stranger end the launches of others.
     *
     * @param launch the launch
     * @throws io.safire.error.LaunchStoreException if the store is full
     */
    void add(PendingLaunch launch);

    /**
     * Looks a launch up without using it.
     *
     * @param state the {@code state} of an answer, which anybody may have made up
     * @return the launch that waits for it, expired or not
     */
    Optional<PendingLaunch> find(String state);

    /**
     * Takes a launch out, for good. Of several calls with the same state, at the same time or on several machines, one gets
     * true.
     *
     * @param state the {@code state} of the launch
     * @return whether this call took it
     */
    boolean take(String state);

    /**
     * What became of a launch that waits no more, for a better error. A store remembers it for a while, as far as its bounds
     * allow.
     *
     * @param state the {@code state} of an answer
     * @return what is remembered
     */
    Past past(String state);

    /** What became of a launch. */
    enum Past {
        /** Nothing is known: it never was, or was forgotten. */
        UNKNOWN,
        /** It was taken. */
        USED,
        /** It ended without an answer. */
        EXPIRED
    }
}
