package io.safire.tck.support;

import io.safire.SmartClient;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.TokenResponse;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/** What a test does inside the application under test. */
public final class Bench {

    /** The secret of all confidential clients. */
    public static final String SECRET = "correct-horse-battery";

    /** The https server at which clients publish their keys. */
    public static final String KEY_HOST = "key-host";

    private Bench() {}

    /**
     * The simulated EHR of a server, as at its start.
     *
     * @param name the name of the server
     * @return the EHR without records and scripts
     */
    public static SandboxServer fresh(String name) {
        SandboxServer server = server(name);
        server.reset();
        return server;
    }

    /**
     * The simulated EHR of a server.
     *
     * @param name the name of the server
     * @return the EHR
     */
    public static SandboxServer server(String name) {
        return sandbox().open(name);
    }

    /**
     * The sandbox.
     *
     * @return its remote control
     */
    public static SandboxControl sandbox() {
        return SandboxControl.at(URI.create(ConfigProvider.getConfig().getValue("tck.sandbox", String.class)));
    }

    /**
     * Lets a user agent carry an authorization request out.
     *
     * @param ehr the EHR that it goes to
     * @param request the request
     * @return what came back to the redirect URI
     */
    public static AuthorizationResponse answer(SandboxServer ehr, AuthorizationRequest request) {
        return AuthorizationResponse.parse(ehr.authorize(request.uri()).query());
    }

    /**
     * A whole standalone launch.
     *
     * @param client the client
     * @param ehr the EHR that it talks to
     * @return the tokens
     */
    public static TokenResponse launched(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, answer(ehr, request));
    }
}
