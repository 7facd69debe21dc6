package io.safire.cluster;

import io.safire.SmartClient;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.AuthorizationRedirect;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The node's part of the sessions of users that are signed in on all nodes. */
final class NodeSessions implements AutoCloseable {

    private final Supplier<SmartClient> clients;
    private @Nullable UserWorkload workload;

    NodeSessions(Supplier<SmartClient> clients) {
        this.clients = clients;
    }

    /** Signs a user in and describes the first token as {@link #accessToken} does. */
    String signIn(String subject, String launch) {
        SmartClient client = clients.get();
        SandboxServer ehr = SandboxControl.at(URI.create(System.getProperty("cluster.sandbox")))
                .open(System.getProperty("cluster.ehr"));
        AuthorizationRequest request =
                client.authorize(Launch.ehr(ehr.fhirBase().toString(), launch));
        AuthorizationRedirect redirect = ehr.authorize(request.uri());
        return describe(client.userTokens()
                .store(subject, client.exchange(request, AuthorizationResponse.parse(redirect.query())))
                .accessToken());
    }

    /** Starts calls for the users with the given name prefix and the numbers from 0. */
    String startWorkload(String prefix, int count) {
        close();
        UserWorkload next = new UserWorkload(clients.get());
        next.start(prefix, count);
        workload = next;
        return "working";
    }

    /**
     * Returns {@code until} and the expiration time of the user's token, {@code nothing} if there are no user tokens,
     * or the error.
     */
    String accessToken(String subject) {
        try {
            return clients.get()
                    .userTokens()
                    .find(subject)
                    .map(ManagedTokens::accessToken)
                    .map(NodeSessions::describe)
                    .orElse("nothing");
        } catch (SmartException failure) {
            return UserStatistics.describe(failure);
        }
    }

    /** Signs a user out and returns the number of findings. */
    String signOut(String subject) {
        try {
            return "findings "
                    + clients.get().userTokens().signOut(subject).findings().size();
        } catch (SmartException failure) {
            return UserStatistics.describe(failure);
        }
    }

    /** Introspects the token that this node returns for the user. */
    String introspect(String subject) {
        SmartClient client = clients.get();
        try {
            return client.userTokens()
                    .find(subject)
                    .map(user -> String.valueOf(
                            client.tokens().introspect(user.accessToken()).isActive()))
                    .orElse("nothing");
        } catch (SmartException failure) {
            return UserStatistics.describe(failure);
        }
    }

    /** Returns the statistics of the last workload, as JSON. */
    String statistics() {
        return workload == null ? "{}" : workload.statistics().toJson();
    }

    @Override
    public void close() {
        if (workload != null) {
            workload.close();
        }
    }

    private static String describe(AccessToken token) {
        return "until " + token.expiresAt();
    }
}
