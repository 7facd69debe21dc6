package io.safire.tck.safire.deployed.servlet;

import io.safire.SmartClients;
import io.safire.tck.safire.deployed.launch.RequestUserTokens;
import io.safire.token.ManagedTokens;
import io.safire.token.SignOut;
import io.safire.web.CompletedLaunch;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The part of the HTTP session that identifies the stored user tokens. */
@SessionScoped
@NullUnmarked // the container sets a field
public class HttpSessionUserTokens implements RequestUserTokens, Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    SmartClients clients;

    private @Nullable String server;
    private @Nullable String subject;

    void start(CompletedLaunch launch) {
        server = launch.server();
        subject = UUID.randomUUID().toString();
        launch.client().userTokens().store(subject, launch.tokens());
    }

    @Override
    public Optional<ManagedTokens> current() {
        return subject == null
                ? Optional.empty()
                : clients.client(server).userTokens().find(subject);
    }

    Optional<SignOut> end() {
        if (subject == null) {
            return Optional.empty();
        }
        SignOut signOut = clients.client(server).userTokens().signOut(subject);
        subject = null;
        return Optional.of(signOut);
    }
}
