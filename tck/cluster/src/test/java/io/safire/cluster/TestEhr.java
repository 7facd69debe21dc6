package io.safire.cluster;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.TokenFamily;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An EHR with single-use refresh tokens: the second use of a token ends the session. */
final class TestEhr implements AutoCloseable {

    private static final String REDIRECT_URI = "https://app.example/callback";
    private static final int KEY_BYTES = 32;

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");

    /**
     * Opens a server in a new sandbox.
     *
     * @param tokenLifetime lifetime of access tokens, in seconds
     */
    TestEhr(int tokenLifetime) {
        ehr.registerClient(SandboxClient.publicClient("app", REDIRECT_URI));
        ehr.setTokenLifetime(tokenLifetime);
    }

    /** Returns the system properties of nodes. Without jitter, all nodes refresh at the same moment. */
    Map<String, String> settings() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new HashMap<>(Map.ofEntries(
                Map.entry("cluster.sandbox", sandbox.control().toString()),
                Map.entry("cluster.ehr", "ehr"),
                Map.entry("safire.ehr.base-url", ehr.fhirBase().toString()),
                Map.entry("safire.ehr.client-id", "app"),
                Map.entry("safire.ehr.client-type", "public"),
                Map.entry("safire.ehr.redirect-uri", REDIRECT_URI),
                Map.entry("safire.ehr.scopes", "launch patient/*.rs offline_access"),
                Map.entry("safire.ehr.refresh-jitter", "0"),
                // longer than the response time on a busy machine, because a lost response rightly ends the session
                Map.entry("safire.ehr.connect-timeout", "PT5S"),
                Map.entry("safire.ehr.read-timeout", "PT20S"),
                Map.entry("safire.store-key", Base64.getEncoder().encodeToString(key))));
    }

    /** Signs a user in and describes the first token as {@link NodeProcess#accessToken} does. */
    String signIn(NodeProcess node, String subject) {
        return node.signIn(
                subject,
                ehr.startLaunch(Json.createObjectBuilder()
                        .add("patient", "pat-1")
                        .add("session", subject)
                        .build()));
    }

    /** Returns the issued tokens by user. */
    Map<String, TokenFamily> tokenFamilies() {
        List<TokenFamily> families = ehr.tokenFamilies();
        return families.stream()
                .collect(Collectors.toMap(family -> family.context().getString("session"), family -> family));
    }

    TokenFamily tokenFamily(String subject) {
        return tokenFamilies().get(subject);
    }

    /** Returns how often the server has received a consumed refresh token from users with the given name prefix. */
    int countReuses(String prefix) {
        return tokenFamilies().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToInt(entry -> entry.getValue().reuses())
                .sum();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
