package io.safire.example;

import io.safire.SmartClients;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/**
 * One launch of the application: a chart in a browser tab, with its own tokens.
 *
 * @param id the last part of the chart's URL; the ID opens the chart only in the session of the launch
 * @param server the name of the server that issued the tokens
 * @param user the issuer and subject of the validated ID token; empty if the server sent no ID token
 * @param subject the key under which the tokens are stored; the subject never leaves the application
 */
record Visit(String id, String server, String user, String subject) implements Serializable {

    /** Stores the tokens of a launch. */
    static Visit start(CompletedLaunch launch) {
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

    /** Omits the ID and the subject, which give access to the chart and its tokens. */
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
