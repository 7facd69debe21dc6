package io.safire.tck.web;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A launch store that the application provides and several nodes share. */
@ApplicationScoped
public class SharedLaunchStore implements LaunchStore {

    private final Set<String> consumed = ConcurrentHashMap.newKeySet();
    private volatile boolean setFailing;
    private volatile boolean setSlow;

    /** Sets whether every use of a launch fails. */
    public void setFailing(boolean failing) {
        setFailing = failing;
    }

    /** Sets whether each launch counts as consumed, as if another node had completed it. */
    public void setSlow(boolean now) {
        setSlow = now;
    }

    /** Returns the number of consumed launches. */
    public int size() {
        return consumed.size();
    }

    @Override
    public boolean consume(String state, Instant until) {
        if (setFailing) {
            throw new LaunchStoreException(Failure.of("TCK-0001", null, Step.TOKEN, "the store is broken"));
        }
        return consumed.add(state) && !setSlow;
    }

    @Override
    public boolean isConsumed(String state) {
        return consumed.contains(state);
    }

    @Override
    public void release(String state) {
        consumed.remove(state);
    }
}
