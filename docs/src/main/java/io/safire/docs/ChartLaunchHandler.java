package io.safire.docs;

import io.safire.SmartClients;
import io.safire.token.ManagedTokens;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

// The application's launch handler.

@SessionScoped
public class ChartLaunchHandler implements LaunchHandler, Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    SmartClients clients;

    private String server;
    private String subject;

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest request) {
        server = launch.server();
        subject = UUID.randomUUID().toString();
        clients.client(server).userTokens().store(subject, launch.tokens());
        return Redirect.to("/chart");
    }

    Optional<ManagedTokens> tokens() {
        return subject == null
                ? Optional.empty()
                : clients.client(server).userTokens().find(subject);
    }

    @Override
    public Redirect signOut(WebRequest request) {
        Redirect next = Redirect.to("/");
        if (subject != null) {
            next = next.withSignOut(clients.client(server).userTokens().signOut(subject));
            subject = null;
        }
        return next;
    }
}
