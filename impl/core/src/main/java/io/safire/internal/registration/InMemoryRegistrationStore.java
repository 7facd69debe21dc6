package io.safire.internal.registration;

import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The registration store for an application that provides no store. The store never reuses a version, even after a
 * deletion.
 */
public final class InMemoryRegistrationStore implements RegistrationStore {

    private final Map<String, VersionedRegistration> registrations = new ConcurrentHashMap<>();
    private final AtomicLong lastVersion = new AtomicLong();

    @Override
    public Optional<VersionedRegistration> find(String server) {
        return Optional.ofNullable(registrations.get(server));
    }

    @Override
    public boolean save(ClientRegistration registration, long expected) {
        VersionedRegistration next = new VersionedRegistration(registration, lastVersion.incrementAndGet());
        VersionedRegistration stored = registrations.compute(
                registration.server(), (server, current) -> version(current) == expected ? next : current);
        return stored == next;
    }

    @Override
    public boolean delete(String server, long expected) {
        VersionedRegistration current = registrations.get(server);
        return current != null && current.version() == expected && registrations.remove(server, current);
    }

    private static long version(@Nullable VersionedRegistration stored) {
        return stored == null ? 0 : stored.version();
    }
}
