package io.safire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.spi.TokenStore;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A token store that records each change of an entry in a file. The file remains readable when the node has ended. */
final class JournalStore implements TokenStore {

    /** The word in the journal for a change that the store has rejected. */
    static final String REJECTED = "rejected";

    /** The word in the journal for a change that the node is about to write. */
    static final String SAVING = "saving";

    private final TokenStore store;
    private final FileOutputStream journal;

    JournalStore(TokenStore store, Path directory) {
        this.store = store;
        try {
            Files.createDirectories(directory);
            journal = new FileOutputStream(
                    directory
                            .resolve(String.valueOf(ProcessHandle.current().pid()))
                            .toFile(),
                    true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        return store.find(key);
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        write(SAVING, key, expected);
        boolean saved = store.save(key, next, expected);
        if (!saved) {
            write(REJECTED, key, expected);
        }
        return saved;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return store.delete(key, expected);
    }

    /** Writes one line in one system call, so that the operating system keeps the line if the process is killed afterwards. */
    private void write(String word, TokenKey key, long version) {
        try {
            journal.write((word + " " + key.subject() + " " + version + "\n").getBytes(UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
