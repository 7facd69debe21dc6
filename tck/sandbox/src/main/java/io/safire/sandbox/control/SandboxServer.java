package io.safire.sandbox.control;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A simulated EHR with an authorization server and a FHIR server. */
public final class SandboxServer extends ServerUrls {

    private final SandboxControl control;
    private final String name;

    SandboxServer(SandboxControl control, String name, URI origin) {
        super(origin);
        this.control = control;
        this.name = name;
    }

    /** Issues an initial access token, with which one client can be registered. */
    public String issueInitialAccessToken() {
        return send("initial-access-token", SandboxJson.createObjectBuilder()).getString("token");
    }

    /** Registers a client, or replaces its registration. */
    public void registerClient(SandboxClient client) {
        send("client", SandboxJson.createObjectBuilder().add("client", client.toJson()));
    }

    /**
     * Scripts the next responses of an endpoint.
     *
     * @param responses one response for each of the next requests, in order
     */
    public void script(Endpoint endpoint, ScriptedResponse... responses) {
        JsonArrayBuilder list = SandboxJson.createArrayBuilder();
        for (ScriptedResponse response : responses) {
            list.add(response.toJson());
        }
        send(
                "next",
                SandboxJson.createObjectBuilder()
                        .add("endpoint", endpoint.name())
                        .add("responses", list));
    }

    /** Sends all held responses whose requests have been recorded. */
    public void release() {
        send("release", SandboxJson.createObjectBuilder());
    }

    /**
     * Returns the requests to an endpoint since the last {@link #reset()}, oldest first. The server records a request
     * before it sends the response.
     */
    public List<RecordedRequest> requests(Endpoint endpoint) {
        return send("requests", SandboxJson.createObjectBuilder()).getJsonArray("requests").stream()
                .map(JsonValue::asJsonObject)
                .map(RecordedRequest::fromJson)
                .filter(request -> request.endpoint() == endpoint)
                .toList();
    }

    /** Returns the number of open connections of a server opened with {@link SandboxControl#openRaw}. */
    public int openConnections() {
        return control.send(
                        "connections",
                        SandboxJson.createObjectBuilder().add("name", name).build())
                .getInt("connections");
    }

    /**
     * Changes the SMART configuration.
     *
     * @param mergePatch a JSON merge patch (RFC 7396): null removes a member
     */
    public void patchMetadata(JsonObject mergePatch) {
        send("metadata", SandboxJson.createObjectBuilder().add("patch", mergePatch));
    }

    /**
     * Replaces the bundle of user-access brands.
     *
     * @param bundle a FHIR Bundle, or an empty object for the server's own bundle
     */
    public void replaceBrands(JsonObject bundle) {
        send("brands", SandboxJson.createObjectBuilder().add("bundle", bundle));
    }

    /** Adds the given number of hospitals, of about 500 bytes each, to the server's own bundle of brands. */
    public void addHospitals(int count) {
        send("hospitals", SandboxJson.createObjectBuilder().add("count", count));
    }

    /**
     * Sets the server's clock. The server uses this clock to validate assertions, and for the {@code Date} header.
     *
     * @param offset the time to add to the machine's clock
     */
    public void setClockOffset(Duration offset) {
        send("clock", SandboxJson.createObjectBuilder().add("offset", offset.toMillis()));
    }

    /** Replaces the quirks of the server. */
    public void setQuirks(Quirk... quirks) {
        JsonArrayBuilder list = SandboxJson.createArrayBuilder();
        for (Quirk quirk : quirks) {
            list.add(quirk.name());
        }
        send("quirks", SandboxJson.createObjectBuilder().add("quirks", list));
    }

    /** Replaces the quirks of the server by the limits of an EHR. */
    public void simulate(SimulatedEhr ehr) {
        setQuirks(ehr.quirks().toArray(Quirk[]::new));
    }

    /** Sets how the server creates ID tokens until the next {@link #reset()}. */
    public void setIdTokenPlan(IdTokenPlan plan) {
        send("idtokens", SandboxJson.createObjectBuilder().add("plan", plan.toJson()));
    }

    /** Sets how the server handles bulk data exports that start before the next {@link #reset()}. */
    public void setBulkPlan(BulkPlan plan) {
        send("bulk", SandboxJson.createObjectBuilder().add("plan", plan.toJson()));
    }

    /**
     * Replaces the server's signing keys for ID tokens. The server signs with the last of the new keys. A
     * {@link #reset()} does not restore the earlier keys.
     *
     * @param algorithms the algorithms of the new keys, such as {@code ES384}; all RSA algorithms share one key
     */
    public void replaceKeys(String... algorithms) {
        keys(false, algorithms);
    }

    /**
     * Publishes further signing keys for ID tokens. The server signs with the last of the additional keys. A
     * {@link #reset()} does not remove the additional keys.
     */
    public void addKeys(String... algorithms) {
        keys(true, algorithms);
    }

    /**
     * Starts an EHR launch.
     *
     * @param context the launch context, such as {@code {"patient":"pat-1"}}
     * @return the value of the {@code launch} parameter
     */
    public String startLaunch(JsonObject context) {
        return send("launch", SandboxJson.createObjectBuilder().add("context", context))
                .getString("launch");
    }

    /**
     * Sets the lifetime of access tokens until the next {@link #reset()}.
     *
     * @param seconds the value of {@code expires_in}; the default is 300
     */
    public void setTokenLifetime(int seconds) {
        send("token-lifetime", SandboxJson.createObjectBuilder().add("seconds", seconds));
    }

    /** Sets whether users deny the authorization request. */
    public void setConsentDenied(boolean deny) {
        send("deny", SandboxJson.createObjectBuilder().add("deny", deny));
    }

    /** Sends an authorization request with GET in the role of the user agent, without following the redirect. */
    public AuthorizationRedirect authorize(URI request) {
        return authorize(SandboxJson.createObjectBuilder().add("url", request.toString()));
    }

    /** Sends an authorization request with POST in the role of the user agent, without following the redirect. */
    public AuthorizationRedirect authorizePost(URI endpoint, String form) {
        return authorize(SandboxJson.createObjectBuilder()
                .add("url", endpoint.toString())
                .add("form", form));
    }

    /**
     * Publishes a document, as an application publishes its JWKS at a URL of its own.
     *
     * @param path the path below {@code /published/}
     * @param cacheControl the value of the {@code Cache-Control} header
     * @return the document's URL
     */
    public URI publish(String path, JsonObject document, String cacheControl) {
        send(
                "publish",
                SandboxJson.createObjectBuilder()
                        .add("path", path)
                        .add("document", document)
                        .add("cacheControl", cacheControl));
        return publishedUrl(path);
    }

    /**
     * Issues an access token that no client has requested, for tests of resource requests.
     *
     * @param scope the scopes, separated by spaces
     */
    public String issueAccessToken(String scope) {
        return send("access-token", SandboxJson.createObjectBuilder().add("scope", scope))
                .getString("token");
    }

    /**
     * Returns the history of each launch and of each token of a backend service since the server started. The list
     * contains at most 10,000 histories, oldest first.
     */
    public List<TokenFamily> tokenFamilies() {
        return send("token-families", SandboxJson.createObjectBuilder()).getJsonArray("families").stream()
                .map(JsonValue::asJsonObject)
                .map(TokenFamily::fromJson)
                .toList();
    }

    /** Rejects all access tokens issued so far, as a restarted server does. */
    public void discardAccessTokens() {
        send("forget-access-tokens", SandboxJson.createObjectBuilder());
    }

    /** Discards the cached key sets of clients, as if they had expired. */
    public void discardFetchedKeySets() {
        send("forget-keys", SandboxJson.createObjectBuilder());
    }

    /**
     * Resets scripts, recorded requests, quirks, fetched key sets, the clock offset, changes of metadata and brands, ID token
     * plans, bulk plans, the token lifetime and denied consent. Clients, tokens, started exports and the server's own keys are
     * unaffected.
     */
    public void reset() {
        send("reset", SandboxJson.createObjectBuilder());
    }

    @Override
    public String toString() {
        return "SandboxServer[" + name + ", " + fhirBase() + "]";
    }

    private void keys(boolean add, String... algorithms) {
        JsonArrayBuilder list = SandboxJson.createArrayBuilder();
        for (String algorithm : algorithms) {
            list.add(algorithm);
        }
        send("keys", SandboxJson.createObjectBuilder().add("add", add).add("algorithms", list));
    }

    private AuthorizationRedirect authorize(JsonObjectBuilder request) {
        JsonObject response = send("authorize", request);
        return new AuthorizationRedirect(response.getInt("status"), response.getString("location"));
    }

    private JsonObject send(String command, JsonObjectBuilder body) {
        return control.send("server/" + command, body.add("name", name).build());
    }
}
