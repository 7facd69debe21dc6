package io.safire.cluster;

import io.safire.SmartClient;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.AuthorizationAnswer;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of this node in the sessions of users who are signed in on all nodes. */
final class Sessions implements AutoCloseable {

    private final Supplier<SmartClient> clients;
    private @Nullable Work work;

    Sessions(Supplier<SmartClient> clients) {
        this.clients = clients;
    }

    /** Signs a user in and describes the first token as {@link #call} does. */
    String signIn(String subject, String launch) {
        SmartClient client = clients.get();
        SandboxServer ehr = SandboxControl.at(URI.create(System.getProperty("cluster.sandbox")))
                .open(System.getProperty("cluster.ehr"));
        AuthorizationRequest request =
                client.authorize(Launch.ehr(ehr.fhirBase().toString(), launch));
        AuthorizationAnswer answer = ehr.authorize(request.uri());
        return until(client.userTokens().store(subject, client.exchange(request, AuthorizationResponse.parse(answer.query())))
                .accessToken());
    }

    /** Starts calls for the users with the given name prefix and the numbers from 0. */
    String use(String prefix, int count) {
        close();
        Work begun = new Work(clients.get());
        begun.begin(prefix, count);
        work = begun;
        return "working";
    }

    /** Returns {@code until} and the expiration time of the user's token, {@code nothing} without user tokens, or the error. */
    String call(String subject) {
        try {
            return clients.get().userTokens()
                    .find(subject)
                    .map(ManagedTokens::accessToken)
                    .map(Sessions::until)
                    .orElse("nothing");
        } catch (SmartException failure) {
            return Tally.kind(failure);
        }
    }

    /** Signs a user out and returns the number of findings. */
    String signOut(String subject) {
        try {
            return "findings " + clients.get().userTokens().signOut(subject).size();
        } catch (SmartException failure) {
            return Tally.kind(failure);
        }
    }

    /** Introspects the token that this node returns for the user. */
    String active(String subject) {
        SmartClient client = clients.get();
        try {
            return client.userTokens().find(subject)
                    .map(user ->
                            String.valueOf(client.tokens().introspect(user.accessToken()).active()))
                    .orElse("nothing");
        } catch (SmartException failure) {
            return Tally.kind(failure);
        }
    }

    /** Returns the statistics of the last workload, as JSON. */
    String tally() {
        return work == null ? "{}" : work.tally().json();
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
    }

    private static String until(AccessToken token) {
        return "until " + token.expiresAt();
    }
}
