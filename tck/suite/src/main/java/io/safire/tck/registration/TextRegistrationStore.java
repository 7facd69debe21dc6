package io.safire.tck.registration;

import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A registration store that the application provides. The store holds text with a version, as a database table would.
 */
@ApplicationScoped
public class TextRegistrationStore implements RegistrationStore {

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private volatile boolean setFailing;
    private volatile @Nullable ClientRegistration stale;

    private record Row(String text, long version) {}

    @Override
    public synchronized Optional<VersionedRegistration> find(String server) {
        ClientRegistration earlier = stale;
        if (earlier != null && earlier.server().equals(server)) {
            stale = null;
            return Optional.of(new VersionedRegistration(earlier, 1));
        }
        return Optional.ofNullable(rows.get(server)).map(row -> new VersionedRegistration(read(row.text), row.version));
    }

    @Override
    public synchronized boolean save(ClientRegistration registration, long expected) {
        if (setFailing) {
            throw new IllegalStateException("the disk is full");
        }
        Row current = rows.get(registration.server());
        if ((current == null ? 0 : current.version) != expected) {
            return false;
        }
        rows.put(registration.server(), new Row(registration.toJson().toString(), expected + 1));
        return true;
    }

    @Override
    public synchronized boolean delete(String server, long expected) {
        Row current = rows.get(server);
        return current != null && current.version == expected && rows.remove(server, current);
    }

    /**
     * Makes the next call of {@link #find} return the given registration, as if another node replaced the registration
     * right after this call.
     */
    public void returnOnce(ClientRegistration earlier) {
        stale = earlier;
    }

    /** Sets whether the store rejects every registration. */
    public void setFailing(boolean failing) {
        setFailing = failing;
    }

    private static ClientRegistration read(String text) {
        return ClientRegistration.fromJson(
                Json.createReader(new StringReader(text)).readObject());
    }
}
