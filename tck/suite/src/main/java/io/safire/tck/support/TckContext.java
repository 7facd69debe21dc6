package io.safire.tck.support;

import io.safire.SmartClient;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** Helpers for tests inside the application under test. */
public final class TckContext {

    /** The client secret of all confidential clients. */
    public static final String CLIENT_SECRET = "correct-horse-battery";

    /** The HTTPS server at which clients publish their JWKS. */
    public static final String KEY_HOST = "key-host";

    private TckContext() {}

    /** Resets and returns the simulated EHR of a server. */
    public static SandboxServer resetServer(String name) {
        SandboxServer server = server(name);
        server.reset();
        return server;
    }

    /** Returns the simulated EHR of a server. */
    public static SandboxServer server(String name) {
        return sandbox().open(name);
    }

    /** Returns the remote control of the sandbox. */
    public static SandboxControl sandbox() {
        return SandboxControl.at(URI.create(ConfigProvider.getConfig().getValue("tck.sandbox", String.class)));
    }

    /** Sends an authorization request in the role of the user agent and returns the authorization response. */
    public static AuthorizationResponse authorize(SandboxServer ehr, AuthorizationRequest request) {
        return AuthorizationResponse.parse(ehr.authorize(request.uri()).query());
    }

    /** Performs a complete standalone launch. */
    public static TokenResponse launch(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, authorize(ehr, request));
    }

    /**
     * Returns the token request of a call, even if the server rejects the request. A test asserts on the request first,
     * so that the test does not depend on the response of the server.
     */
    public static RecordedRequest tokenRequest(SandboxServer ehr, Supplier<TokenResponse> call) {
        try {
            call.get();
        } catch (TokenException rejected) {
            // the test repeats the call after the assertions on the request
        }
        List<RecordedRequest> sent = ehr.requests(Endpoint.TOKEN);
        return sent.get(sent.size() - 1);
    }
}
