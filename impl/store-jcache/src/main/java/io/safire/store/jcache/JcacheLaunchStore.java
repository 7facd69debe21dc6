package io.safire.store.jcache;

import io.safire.error.LaunchStoreException;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import io.safire.store.HashedKey;
import io.safire.store.LaunchSeal;
import io.safire.store.StoreException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Launches in a cache, sealed. One that was taken leaves a mark, to be told from one that never was. */
final class JcacheLaunchStore implements LaunchStore {

    private static final long WAITING = 1;
    private static final long TAKEN = 2;

    private final Calls calls;
    private final int mostPending;
    private final Clock clock;
    private final LaunchSeal seal;
    private final Begun begun = new Begun();

    JcacheLaunchStore(Cache<String, String> cache, int mostPending, Clock clock, SecureRandom random) {
        this.calls = new Calls(cache);
        this.mostPending = mostPending;
        this.clock = clock;
        this.seal = new LaunchSeal(random);
    }

    @Override
    public void add(PendingLaunch launch) {
        String key = HashedKey.ofState(launch.state());
        if (!begun.add(key, launch.server(), launch.expiresAt().toEpochMilli(), mostPending, clock.millis())) {
            throw new LaunchStoreException(
                    launch.server(),
                    "too many launches: " + mostPending
                            + " of this server that this node began wait; allow JcacheStores more of them, or lower"
                            + " the setting launch-lifetime");
        }
        try {
            put(key, launch);
        } catch (LaunchStoreException failure) {
            begun.end(key);
            throw failure;
        }
    }

    private void put(String key, PendingLaunch launch) {
        Value value = new Value(WAITING, launch.expiresAt().toEpochMilli(), seal.sealed(launch));
        if (!call(launch.server(), cache -> cache.putIfAbsent(key, value.text()))) {
            throw new LaunchStoreException(
                    launch.server(), "a launch with this state is in the cache already; see who else writes there");
        }
    }

    @Override
    public Optional<PendingLaunch> find(String state) {
        return call(null, cache -> value(cache, HashedKey.ofState(state)))
                .filter(value -> value.number() == WAITING)
                .map(value -> seal.opened(state, value.content()));
    }

    @Override
    public boolean take(String state) {
        String key = HashedKey.ofState(state);
        boolean taken = call(null, cache -> value(cache, key)
                .filter(value -> value.number() == WAITING)
                .map(value -> cache.replace(key, value.text(), new Value(TAKEN, value.expiresAt(), new byte[0]).text()))
                .orElse(false));
        begun.end(key);
        return taken;
    }

    @Override
    public Past past(String state) {
        return call(
                null,
                cache -> value(cache, HashedKey.ofState(state)).map(this::past).orElse(Past.UNKNOWN));
    }

    private Past past(Value value) {
        if (value.number() == TAKEN) {
            return Past.USED;
        }
        return value.isOver(clock.millis()) ? Past.EXPIRED : Past.UNKNOWN;
    }

    private static Optional<Value> value(Cache<String, String> cache, String key) {
        return Optional.ofNullable(cache.get(key)).map(text -> Value.read(text, cache.getName()));
    }

    private <T> T call(@Nullable String server, Function<Cache<String, String>, T> work) {
        try {
            return calls.call(work);
        } catch (StoreException failure) {
            throw new LaunchStoreException(server, failure.getMessage(), failure);
        }
    }
}
