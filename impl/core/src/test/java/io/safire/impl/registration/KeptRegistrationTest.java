package io.safire.impl.registration;

import static io.safire.impl.registration.RegistrationsInMemoryTest.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.RegistrationException;
import io.safire.impl.TestServers;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.Stored;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeptRegistrationTest {

    private final RegistrationsInMemory store = new RegistrationsInMemory();
    private final KeptRegistration kept = new KeptRegistration(TestServers.epic(), store);

    @Test
    void newRegistrationReplacesWhatCameMeanwhile() {
        store.save(registration("meanwhile"), 0);
        kept.replace(registration("new"), 0);
        assertThat(clientId()).contains("new");
    }

    @Test
    void newerStateOfTheSameClientIsKeptOverOneThatCameMeanwhile() {
        store.save(registration("one"), 0);
        long version = kept.required().version();
        store.save(registration("one"), version);
        kept.update(registration("one"), version);
        assertThat(kept.required().version()).isGreaterThan(version + 1);
    }

    @Test
    void olderClientDoesNotReplaceANewOneNorComeBack() {
        store.save(registration("one"), 0);
        Stored one = kept.required();
        store.save(registration("two"), one.version());
        kept.update(registration("one"), one.version());
        assertThat(clientId()).contains("two");
        kept.forget(one);
        assertThat(clientId()).as("deleted registration belonged to another client").contains("two");
        kept.forget(kept.required());
        kept.update(registration("two"), one.version());
        assertThat(clientId()).isEmpty();
    }

    @Test
    void sameClientIsForgottenInWhateverVersion() {
        store.save(registration("one"), 0);
        Stored first = kept.required();
        store.save(registration("one"), first.version());
        kept.forget(first);
        assertThat(clientId()).isEmpty();
    }

    @Test
    void storeThatNeverTakesAVersionEndsInAnError() {
        KeptRegistration never = new KeptRegistration(TestServers.epic(), new StubbornStore(null));
        assertThatThrownBy(() -> never.replace(registration("one"), 0))
                .isInstanceOfSatisfying(RegistrationException.class, thrown -> assertThat(thrown.registration())
                        .isPresent())
                .hasMessageContaining(StubbornStore.class.getName())
                .hasMessageNotContaining("secret of one");
    }

    @Test
    void registrationThatTheStoreNeverForgetsEndsInAnError() {
        KeptRegistration never = new KeptRegistration(TestServers.epic(), new StubbornStore(registration("one")));
        assertThatThrownBy(() -> never.forget(new Stored(registration("one"), 1)))
                .isInstanceOfSatisfying(RegistrationException.class, thrown -> assertThat(thrown.registration())
                        .isPresent())
                .hasMessageContaining("SAFIRE-0722 epic")
                .hasMessageContaining(StubbornStore.class.getName())
                .hasMessageNotContaining("secret of one");
    }

    @Test
    void storeThatFailsWhileItForgetsEndsInTheSameError() {
        KeptRegistration broken = new KeptRegistration(TestServers.epic(), new StubbornStore(registration("one")) {
            @Override
            public boolean delete(String server, long expected) {
                throw new IllegalStateException("no database");
            }
        });
        assertThatThrownBy(() -> broken.forget(new Stored(registration("one"), 1)))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("SAFIRE-0722 epic")
                .hasRootCauseMessage("no database");
    }

    private Optional<String> clientId() {
        return kept.find().map(stored -> stored.registration().clientId());
    }

    private static class StubbornStore implements RegistrationStore {
        private final @Nullable ClientRegistration there;

        StubbornStore(@Nullable ClientRegistration there) {
            this.there = there;
        }

        @Override
        public Optional<Stored> find(String server) {
            return Optional.ofNullable(there).map(registration -> new Stored(registration, 1));
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
