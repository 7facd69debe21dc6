package io.safire.example;

import io.safire.SmartClients;
import io.safire.launch.CompletedLaunch;
import io.safire.spi.SmartSubject;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/** What one user's session holds: where the tokens of the launch are kept. Requests of this session bear them. */
@SessionScoped
public class Visit implements SmartSubject, Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    SmartClients clients;

    private String server;
    private String subject;

    void begin(CompletedLaunch launch) {
        server = launch.server();
        subject = UUID.randomUUID().toString();
        clients.client(server).keep(subject, launch.tokens());
    }

    @Override
    public Optional<ManagedTokens> current() {
        return subject == null ? Optional.empty() : clients.client(server).kept(subject);
    }

    /** Nothing bears the tokens from here on, whatever the server says to the revocation. */
    void end() {
        Optional<ManagedTokens> tokens = current();
        subject = null;
        tokens.ifPresent(user -> {
            TokenResponse last = user.tokens();
            user.forget();
            clients.client(server).revoke(last);
        });
    }
}
