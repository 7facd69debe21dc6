package io.safire.internal.registration;

import static io.safire.internal.registration.InMemoryRegistrationStoreTest.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.TestServers;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredRegistrationTest {

    private final InMemoryRegistrationStore store = new InMemoryRegistrationStore();
    private final StoredRegistration storedRegistration = new StoredRegistration(TestServers.epic(), store);

    @Test
    void replacesConcurrentRegistration() {
        store.save(registration("meanwhile"), 0);
        storedRegistration.replace(registration("new"), 0);
        assertThat(clientId()).contains("new");
    }

    @Test
    void updatesSameClientAfterConcurrentUpdate() {
        store.save(registration("one"), 0);
        long version = storedRegistration.require().version();
        store.save(registration("one"), version);
        storedRegistration.update(registration("one"), version);
        assertThat(storedRegistration.require().version()).isGreaterThan(version + 1);
    }

    @Test
    void doesNotRestoreOlderClient() {
        store.save(registration("one"), 0);
        VersionedRegistration one = storedRegistration.require();
        store.save(registration("two"), one.version());
        storedRegistration.update(registration("one"), one.version());
        assertThat(clientId()).contains("two");
        storedRegistration.delete(one);
        assertThat(clientId())
                .as("deleted registration belonged to another client")
                .contains("two");
        storedRegistration.delete(storedRegistration.require());
        storedRegistration.update(registration("two"), one.version());
        assertThat(clientId()).isEmpty();
    }

    @Test
    void deletesSameClientAtAnyVersion() {
        store.save(registration("one"), 0);
        VersionedRegistration first = storedRegistration.require();
        store.save(registration("one"), first.version());
        storedRegistration.delete(first);
        assertThat(clientId()).isEmpty();
    }

    @Test
    void failsIfStoreNeverAcceptsVersion() {
        StoredRegistration conflicting = new StoredRegistration(TestServers.epic(), new ConflictingStore(null));
        assertThatThrownBy(() -> conflicting.replace(registration("one"), 0))
                .isInstanceOfSatisfying(RegistrationException.class, thrown -> assertThat(thrown.registration())
                        .isPresent())
                .hasMessageContaining(ConflictingStore.class.getName())
                .hasMessageNotContaining("secret of one");
    }

    @Test
    void failsIfStoreNeverDeletes() {
        StoredRegistration conflicting =
                new StoredRegistration(TestServers.epic(), new ConflictingStore(registration("one")));
        assertThatThrownBy(() -> conflicting.delete(new VersionedRegistration(registration("one"), 1)))
                .isInstanceOfSatisfying(RegistrationException.class, thrown -> assertThat(thrown.registration())
                        .isPresent())
                .hasMessageContaining("SAFIRE-0722 epic")
                .hasMessageContaining(ConflictingStore.class.getName())
                .hasMessageNotContaining("secret of one");
    }

    @Test
    void failsIfStoreThrowsDuringDeletion() {
        StoredRegistration failing =
                new StoredRegistration(TestServers.epic(), new ConflictingStore(registration("one")) {
                    @Override
                    public boolean delete(String server, long expected) {
                        throw new IllegalStateException("no database");
                    }
                });
        assertThatThrownBy(() -> failing.delete(new VersionedRegistration(registration("one"), 1)))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("SAFIRE-0722 epic")
                .hasRootCauseMessage("no database");
    }

    private Optional<String> clientId() {
        return storedRegistration.find().map(stored -> stored.registration().clientId());
    }

    private static class ConflictingStore implements RegistrationStore {
        private final @Nullable ClientRegistration current;

        ConflictingStore(@Nullable ClientRegistration there) {
            this.current = there;
        }

        @Override
        public Optional<VersionedRegistration> find(String server) {
            return Optional.ofNullable(current).map(registration -> new VersionedRegistration(registration, 1));
        }

        @Override
        public boolean save(ClientRegistration registration, long expected) {
            return false;
        }

        @Override
        public boolean delete(String server, long expected) {
            return false;
        }
    }
}
