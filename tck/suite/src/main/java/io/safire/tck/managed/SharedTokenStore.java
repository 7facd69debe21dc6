package io.safire.tck.managed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.safire.spi.TokenStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A token store that the application provides and several nodes share. */
@ApplicationScoped
public class SharedTokenStore implements TokenStore {

    private final Map<TokenKey, StoredEntry> entries = new ConcurrentHashMap<>();
    private final AtomicLong lastVersion = new AtomicLong();
    private volatile boolean setFailing;

    /** Sets whether every access to the store fails. */
    public void setFailing(boolean failing) {
        setFailing = failing;
    }

    /** Returns the stored bytes of a subject's entry as characters. */
    public String storedText(String server, String subject) {
        return new String(entry(server, subject).content(), ISO_8859_1);
    }

    /** Returns the stored entry of a subject. */
    public Entry entry(String server, String subject) {
        return find(new TokenKey(server, subject)).orElseThrow().entry();
    }

    /** Overwrites an entry without a version check, as an attacker with access to the database could. */
    public void put(String server, String subject, Entry entry) {
        entries.put(new TokenKey(server, subject), new StoredEntry(entry, lastVersion.incrementAndGet()));
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        failIfBroken();
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        failIfBroken();
        StoredEntry saved = new StoredEntry(next, lastVersion.incrementAndGet());
        return entries.compute(
                        key, (any, current) -> version(Optional.ofNullable(current)) == expected ? saved : current)
                == saved;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        failIfBroken();
        StoredEntry current = entries.get(key);
        return current != null && current.version() == expected && entries.remove(key, current);
    }

    private void failIfBroken() {
        if (setFailing) {
            throw new IllegalStateException("the store is broken");
        }
    }

    private static long version(Optional<StoredEntry> current) {
        return current.map(StoredEntry::version).orElse(0L);
    }
}
