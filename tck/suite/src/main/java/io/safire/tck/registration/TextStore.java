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

/** The application's own store: text with a version, as a table would have it. */
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

    /**
     * Lets it give an earlier registration once, as if another node had been faster.
     *
     * @param earlier what the next reader gets
     */
    public void staleOnce(ClientRegistration earlier) {
        stale = earlier;
    }

    /**
     * Lets it fail.
     *
     * @param fails whether it keeps nothing from now on
     */
    public void broken(boolean fails) {
        broken = fails;
    }

    private static ClientRegistration read(String text) {
        return ClientRegistration.fromJson(
                Json.createReader(new StringReader(text)).readObject());
    }
}
