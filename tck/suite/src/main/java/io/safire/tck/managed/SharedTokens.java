package io.safire.tck.managed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.safire.spi.TokenStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A token store of the application that several nodes share. */
@ApplicationScoped
public class SharedTokens implements TokenStore {

    private final Map<TokenKey, Stored> entries = new ConcurrentHashMap<>();
    private final AtomicLong lastVersion = new AtomicLong();
    private volatile boolean broken;

    /** Sets whether every access to the store fails. */
    public void broken(boolean now) {
        broken = now;
    }

    /** Returns the stored bytes of a subject's entry as characters. */
    public String seen(String server, String subject) {
        return new String(entry(server, subject).content(), ISO_8859_1);
    }

    /** Returns the stored entry of a subject. */
    public Entry entry(String server, String subject) {
        return find(new TokenKey(server, subject)).orElseThrow().entry();
    }

    /** Overwrites an entry without a version check, as an attacker with access to the database could. */
    public void put(String server, String subject, Entry entry) {
        entries.put(new TokenKey(server, subject), new Stored(entry, lastVersion.incrementAndGet()));
    }

    @Override
    public Optional<Stored> find(TokenKey key) {
        work();
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        work();
        Stored mine = new Stored(next, lastVersion.incrementAndGet());
        return entries.compute(key, (any, there) -> version(Optional.ofNullable(there)) == expected ? mine : there)
                == mine;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        work();
        Stored there = entries.get(key);
        return there != null && there.version() == expected && entries.remove(key, there);
    }

    private void work() {
        if (broken) {
            throw new IllegalStateException("the store is broken");
        }
    }

    private static long version(Optional<Stored> there) {
        return there.map(Stored::version).orElse(0L);
    }
}
