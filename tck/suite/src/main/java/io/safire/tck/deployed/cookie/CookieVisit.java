package io.safire.tck.deployed.cookie;

import io.safire.tck.deployed.launch.Visit;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** The user whose cookie came with the request. */
@RequestScoped
@NullUnmarked // a field that the container sets
public class CookieVisit implements Visit {

    @Inject
    CookieSessions sessions;

    private String id = "";

    void use(String cookie) {
        id = cookie;
    }

    @Override
    public Optional<ManagedTokens> current() {
        return sessions.find(id);
    }
}
