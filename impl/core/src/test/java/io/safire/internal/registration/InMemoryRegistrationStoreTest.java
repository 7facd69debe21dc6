package io.safire.internal.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import org.junit.jupiter.api.Test;

class InMemoryRegistrationStoreTest {

    private final InMemoryRegistrationStore store = new InMemoryRegistrationStore();

    @Test
    void savesOnlyOverCurrentVersion() {
        assertThat(store.find("epic")).isEmpty();
        assertThat(store.save(registration("one"), 7)).isFalse();
        assertThat(store.save(registration("one"), 0)).isTrue();
        assertThat(store.save(registration("two"), 0)).isFalse();
        long version = stored().version();
        assertThat(store.save(registration("two"), version)).isTrue();
        assertThat(store.save(registration("three"), version)).isFalse();
        assertThat(stored().registration().clientId()).isEqualTo("two");
        assertThat(store.find("other")).isEmpty();
    }

    @Test
    void deletesOnlyCurrentVersion() {
        store.save(registration("one"), 0);
        long version = stored().version();
        assertThat(store.delete("epic", version + 1)).isFalse();
        assertThat(store.delete("epic", version)).isTrue();
        assertThat(store.delete("epic", version)).isFalse();
        store.save(registration("two"), 0);
        assertThat(stored().version()).as("versions are never reused").isGreaterThan(version);
    }

    private VersionedRegistration stored() {
        return store.find("epic").orElseThrow();
    }

    static ClientRegistration registration(String clientId) {
        return ClientRegistration.of(
                "epic",
                URI.create("https://as.example/register"),
                ClientMetadata.builder().build(),
                Json.createObjectBuilder()
                        .add("client_id", clientId)
                        .add("client_secret", "secret of " + clientId)
                        .build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }
}
