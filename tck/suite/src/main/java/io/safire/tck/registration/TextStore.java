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

/** A registration store of the application that holds text with a version, as a database table does. */
@ApplicationScoped
public class TextStore implements RegistrationStore {

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private volatile boolean broken;
    private volatile @Nullable ClientRegistration stale;

    private record Row(String text, long version) {}

    @Override
    public synchronized Optional<Stored> find(String server) {
        ClientRegistration before = stale;
        if (before != null && before.server().equals(server)) {
            stale = null;
            return Optional.of(new Stored(before, 1));
        }
        return Optional.ofNullable(rows.get(server)).map(row -> new Stored(read(row.text), row.version));
    }

    @Override
    public synchronized boolean save(ClientRegistration registration, long expected) {
        if (broken) {
            throw new IllegalStateException("the disk is full");
        }
        Row there = rows.get(registration.server());
        if ((there == null ? 0 : there.version) != expected) {
            return false;
        }
        rows.put(registration.server(), new Row(registration.toJson().toString(), expected + 1));
        return true;
    }

    @Override
    public synchronized boolean delete(String server, long expected) {
        Row there = rows.get(server);
        return there != null && there.version == expected && rows.remove(server, there);
    }

    /** Returns the earlier registration to the next reader only, as if another node were faster. */
    public void staleOnce(ClientRegistration earlier) {
        stale = earlier;
    }

    /** Sets whether the store rejects every registration. */
    public void broken(boolean fails) {
        broken = fails;
    }

    private static ClientRegistration read(String text) {
        return ClientRegistration.fromJson(
                Json.createReader(new StringReader(text)).readObject());
    }
}
