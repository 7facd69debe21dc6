package io.safire.tck.web;

import io.safire.error.LaunchStoreException;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store of the application, which keeps bytes as one that several machines share would. */
@ApplicationScoped
public class SharedStore implements LaunchStore {

    private final Map<String, byte[]> launches = new ConcurrentHashMap<>();
    private final Map<String, Past> past = new ConcurrentHashMap<>();
    private volatile boolean broken;
    private volatile boolean slow;

    /**
     * Breaks or mends it.
     *
     * @param now whether it is broken
     */
    public void broken(boolean now) {
        broken = now;
    }

    /**
     * Lets another machine be faster.
     *
     * @param now whether launches are gone when they are to be taken
     */
    public void slow(boolean now) {
        slow = now;
    }

    /** Makes all launches older than they may be. */
    public void age() {
        launches.replaceAll((state, bytes) -> {
            PendingLaunch launch = read(bytes);
            return written(new PendingLaunch(
                    launch.id(),
                    launch.request(),
                    launch.agent(),
                    launch.startedAt(),
                    launch.startedAt().minusSeconds(1),
                    launch.returnTo()));
        });
    }

    /**
     * How many wait.
     *
     * @return the number
     */
    public int size() {
        return launches.size();
    }

    @Override
    public void add(PendingLaunch launch) {
        if (broken) {
            throw new LaunchStoreException(launch.server(), "TCK-0001 the store is broken");
        }
        launches.put(launch.state(), written(launch));
    }

    @Override
    public Optional<PendingLaunch> find(String state) {
        return Optional.ofNullable(launches.get(state)).map(SharedStore::read);
    }

    @Override
    public boolean take(String state) {
        boolean taken = launches.remove(state) != null && !slow;
        past.put(state, Past.USED);
        return taken;
    }

    @Override
    public Past past(String state) {
        return past.getOrDefault(state, Past.UNKNOWN);
    }

    private static byte[] written(PendingLaunch launch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(launch);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static PendingLaunch read(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (PendingLaunch) in.readObject();
        } catch (IOException | ClassNotFoundException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
