package io.safire.tck.inject;

import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import io.safire.spi.KeySource;
import io.safire.tck.support.TestKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.util.List;

/** A key source of an application, with keys for the server {@code supplied} only. */
@ApplicationScoped
public class ApplicationKeySource implements KeySource {

    private static final KeyPair ACTIVE = TestKeys.generateEc();
    private static final KeyPair NEXT = TestKeys.generateEc();

    public ApplicationKeySource() {}

    @Override
    public List<ClientKey> keys(String server) {
        return server.equals("supplied")
                ? List.of(
                        ClientKey.of("module-1", KeyState.ACTIVE, ACTIVE.getPublic(), ACTIVE.getPrivate()),
                        ClientKey.publicOnly("module-2", KeyState.NEXT, NEXT.getPublic()))
                : List.of();
    }
}
