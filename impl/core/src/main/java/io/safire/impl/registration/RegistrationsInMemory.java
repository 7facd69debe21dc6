package io.safire.impl.registration;

import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The registration store of an application that provides none. It never reuses a version, even after a deletion. */
public final class RegistrationsInMemory implements RegistrationStore {

    private final Map<String, Stored> registrations = new ConcurrentHashMap<>();
    private final AtomicLong lastVersion = new AtomicLong();

    @Override
    public Optional<Stored> find(String server) {
        return Optional.ofNullable(registrations.get(server));
    }

    @Override
    public boolean save(ClientRegistration registration, long expected) {
        Stored next = new Stored(registration, lastVersion.incrementAndGet());
        Stored kept = registrations.compute(
                registration.server(), (server, there) -> version(there) == expected ? next : there);
        return kept == next;
    }

    @Override
    public boolean delete(String server, long expected) {
        Stored there = registrations.get(server);
        return there != null && there.version() == expected && registrations.remove(server, there);
    }

    private static long version(@Nullable Stored there) {
        return there == null ? 0 : there.version();
    }
}
