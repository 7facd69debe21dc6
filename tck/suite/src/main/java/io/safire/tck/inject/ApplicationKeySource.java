package io.safire.tck.inject;

import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import io.safire.spi.KeySource;
import io.safire.tck.support.TestKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.util.List;

/** A key source of an application, with keys for two servers only. */
@ApplicationScoped
public class ApplicationKeySource implements KeySource {

    /** The server for which the key source returns two keys with the same {@code kid}. */
    public static final String DUPLICATE_KIDS = "supplied-twice";

    private static final KeyPair ACTIVE = TestKeys.generateEc();
    private static final KeyPair NEXT = TestKeys.generateEc();

    public ApplicationKeySource() {}

    @Override
    public List<ClientKey> keys(String server) {
        return switch (server) {
            case "supplied" -> keys("module-1", "module-2");
            case DUPLICATE_KIDS -> keys("module-1", "module-1");
            default -> List.of();
        };
    }

    private static List<ClientKey> keys(String activeKid, String nextKid) {
        return List.of(
                ClientKey.of(activeKid, KeyState.ACTIVE, ACTIVE.getPublic(), ACTIVE.getPrivate()),
                ClientKey.publicOnly(nextKid, KeyState.NEXT, NEXT.getPublic()));
    }
}
