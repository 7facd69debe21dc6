package io.safire.tck.web;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A launch store of the application that several nodes share. */
@ApplicationScoped
public class SharedStore implements LaunchStore {

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;
    private volatile boolean slow;

    /** Sets whether every use of a launch fails. */
    public void broken(boolean now) {
        broken = now;
    }

    /** Sets whether another node is faster, so that each launch counts as consumed. */
    public void slow(boolean now) {
        slow = now;
    }

    /** Returns the number of consumed launches. */
    public int size() {
        return used.size();
    }

    @Override
    public boolean use(String state, Instant until) {
        if (broken) {
            throw new LaunchStoreException(null, "TCK-0001 the store is broken");
        }
        return used.add(state) && !slow;
    }

    @Override
    public boolean isUsed(String state) {
        return used.contains(state);
    }

    @Override
    public void release(String state) {
        used.remove(state);
    }
}
