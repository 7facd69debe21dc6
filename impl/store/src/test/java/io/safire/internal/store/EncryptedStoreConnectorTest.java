package io.safire.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.cache.TokenStoreConnector;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EncryptedStoreConnectorTest {

    @Test
    void isFoundByCore() {
        assertThat(ServiceLoader.load(TokenStoreConnector.class))
                .singleElement()
                .isInstanceOf(EncryptedStoreConnector.class);
    }
}
