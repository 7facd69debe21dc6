package io.safire.tck.safire.deployed.cookie;

import io.safire.tck.safire.deployed.launch.RequestUserTokens;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** The user tokens of the session whose cookie the request carries. */
@RequestScoped
@NullUnmarked // the container sets a field
public class CookieUserTokens implements RequestUserTokens {

    @Inject
    CookieSessions sessions;

    private String id = "";

    void useSession(String cookie) {
        id = cookie;
    }

    @Override
    public Optional<ManagedTokens> current() {
        return sessions.find(id);
    }
}
