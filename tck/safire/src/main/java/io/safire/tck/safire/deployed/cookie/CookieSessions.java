package io.safire.tck.safire.deployed.cookie;

import io.safire.SmartClients;
import io.safire.token.ManagedTokens;
import io.safire.token.SignOut;
import io.safire.web.CompletedLaunch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;

/** The sessions of the application. Each session belongs to one server and uses its ID as the subject of the stored user tokens. */
@ApplicationScoped
@NullUnmarked // the container sets a field
public class CookieSessions {

    @Inject
    SmartClients clients;

    private final Map<String, String> servers = new ConcurrentHashMap<>();

    String start(CompletedLaunch launch) {
        String id = UUID.randomUUID().toString();
        servers.put(id, launch.server());
        launch.client().userTokens().store(id, launch.tokens());
        return id;
    }

    Optional<ManagedTokens> find(String id) {
        return Optional.ofNullable(servers.get(id))
                .flatMap(server -> clients.client(server).userTokens().find(id));
    }

    Optional<SignOut> end(String id) {
        return Optional.ofNullable(servers.remove(id))
                .map(server -> clients.client(server).userTokens().signOut(id));
    }
}
