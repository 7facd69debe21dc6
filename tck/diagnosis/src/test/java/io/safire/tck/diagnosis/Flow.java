package io.safire.tck.diagnosis;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.AuthorizationRedirect;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import java.util.List;

/**
 * The flow in which a user meets a fault.
 *
 * @param label the name of the flow in the table of results
 */
record Flow(String label, Action action) {

    static final Flow START = new Flow("start", (client, situation) -> List.of());
    static final Flow DISCOVERY =
            new Flow("discovery", (client, situation) -> client.metadata().conformance());
    static final Flow TOKEN = new Flow(
            "token request", (client, situation) -> client.requestToken().findings());
    static final Flow AUTHORIZE =
            new Flow("authorization URL", (client, situation) -> client.authorize(Launch.standalone())
                    .findings(client.metadata()));
    static final Flow LAUNCH = new Flow(
            "code exchange", (client, situation) -> launch(client, situation).findings());
    static final Flow REFRESH =
            new Flow("refresh", (client, situation) -> client.refresh(RefreshRequest.of(launch(client, situation)))
                    .findings());

    /** The calls of an application. The result is the list of findings of a successful flow. */
    interface Action {
        List<Finding> run(SmartClient client, Situation situation);
    }

    static Flow of(String label, Action action) {
        return new Flow(label, action);
    }

    /** A standalone launch whose authorization response is the given query, with the state of the request. */
    static Flow callback(String query) {
        return of("callback", (client, situation) -> {
            AuthorizationRequest request = client.authorize(Launch.standalone());
            String response = query.replace("{state}", request.state())
                    .replace("{iss}", situation.server().issuer().toString());
            return client.exchange(request, AuthorizationResponse.parse(response))
                    .findings();
        });
    }

    static TokenResponse launch(SmartClient client, Situation situation) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, response(situation.server(), request));
    }

    /**
     * Sends the authorization request in the role of the browser.
     *
     * @throws StoppedAtServerException if the server shows an error page of its own
     */
    static AuthorizationResponse response(SandboxServer server, AuthorizationRequest request) {
        AuthorizationRedirect redirect = server.authorize(request.uri());
        if (redirect.query().isEmpty()) {
            throw new StoppedAtServerException();
        }
        return AuthorizationResponse.parse(redirect.query());
    }

    /** The browser of the user shows an error page of the server, so the application observes nothing. */
    static final class StoppedAtServerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
