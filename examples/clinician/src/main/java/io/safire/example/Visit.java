package io.safire.example;

import io.safire.SmartClients;
import io.safire.launch.CompletedLaunch;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/**
 * One launch: a chart in a browser tab, with tokens of its own.
 *
 * @param id the last part of the chart's address; it opens the chart in the session of the launch only
 * @param server the server that issued the tokens
 * @param user the user by the validated ID token: issuer and subject; empty if the server sent none
 * @param subject the key under which the tokens are stored; it never leaves the application
 */
record Visit(String id, String server, String user, String subject) implements Serializable {

    /** Stores the tokens of a launch. */
    static Visit begin(CompletedLaunch launch) {
        Visit visit = new Visit(random(), launch.server(), user(launch.tokens()), random());
        launch.client().userTokens().store(visit.subject, launch.tokens());
        return visit;
    }

    Optional<ManagedTokens> tokens(SmartClients clients) {
        return clients.client(server).userTokens().find(subject);
    }

    /** Removes and revokes the tokens. */
    void end(SmartClients clients) {
        clients.client(server).userTokens().signOut(subject);
    }

    /** Shows neither of its keys. */
    @Override
    public String toString() {
        return "Visit[server=" + server + "]";
    }

    private static String user(TokenResponse tokens) {
        return tokens.identity()
                .map(identity -> identity.issuer() + " " + identity.subject())
                .orElse("");
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }
}
