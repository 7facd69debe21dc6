package io.safire.sandbox.control;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One simulated EHR: an authorization server and a FHIR server. */
public final class SandboxServer extends ServerAddresses {

    private final SandboxControl control;
    private final String name;

    SandboxServer(SandboxControl control, String name, URI origin) {
        super(origin);
        this.control = control;
        this.name = name;
    }

    /**
     * Hands out an initial access token.
     *
     * @return a token that registers one client
     */
    public String initialAccessToken() {
        return send("initial-access-token", Json.createObjectBuilder()).getString("token");
    }

    /**
     * Registers a client, or replaces it.
     *
     * @param client the client
     */
    public void client(ClientEntry client) {
        send("client", Json.createObjectBuilder().add("client", client.toJson()));
    }

    /**
     * Says how the next requests are answered.
     *
     * @param endpoint by which part of the server
     * @param answers one for each request
     */
    public void next(Endpoint endpoint, Answer... answers) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (Answer answer : answers) {
            list.add(answer.toJson());
        }
        send("next", Json.createObjectBuilder().add("endpoint", endpoint.name()).add("answers", list));
    }

    /** Sends the answers that are held: those to all requests that {@link #requests} lists. */
    public void release() {
        send("release", Json.createObjectBuilder());
    }

    /**
     * The requests to one part of the server since the last {@link #reset()}.
     *
     * @param endpoint the part
     * @return the oldest first; a request is there before it is answered
     */
    public List<RecordedRequest> requests(Endpoint endpoint) {
        return send("requests", Json.createObjectBuilder()).getJsonArray("requests").stream()
                .map(JsonValue::asJsonObject)
                .map(RecordedRequest::fromJson)
                .filter(request -> request.endpoint() == endpoint)
                .toList();
    }

    /**
     * The connections that clients have open; of a server of {@link SandboxControl#openRaw}.
     *
     * @return how many
     */
    public int connections() {
        return control.send(
                        "connections",
                        Json.createObjectBuilder().add("name", name).build())
                .getInt("connections");
    }

    /**
     * Changes the SMART configuration.
     *
     * @param mergePatch the changes (RFC 7396: null removes a member)
     */
    public void patchMetadata(JsonObject mergePatch) {
        send("metadata", Json.createObjectBuilder().add("patch", mergePatch));
    }

    /**
     * Replaces the bundle of user-access brands.
     *
     * @param bundle a FHIR Bundle, empty for the server's own
     */
    public void brands(JsonObject bundle) {
        send("brands", Json.createObjectBuilder().add("bundle", bundle));
    }

    /**
     * Adds hospitals to the server's own bundle of brands, with about 500 bytes each.
     *
     * @param count how many
     */
    public void hospitals(int count) {
        send("hospitals", Json.createObjectBuilder().add("count", count));
    }

    /**
     * Sets the server's clock, by which it judges assertions and dates its answers.
     *
     * @param offset how far ahead of the machine's
     */
    public void clock(Duration offset) {
        send("clock", Json.createObjectBuilder().add("offset", offset.toMillis()));
    }

    /**
     * Sets what the server does differently.
     *
     * @param quirks all quirks it has from now on
     */
    public void quirks(Quirk... quirks) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (Quirk quirk : quirks) {
            list.add(quirk.name());
        }
        send("quirks", Json.createObjectBuilder().add("quirks", list));
    }

    /**
     * Says how ID tokens are made until the next {@link #reset()}.
     *
     * @param plan the plan
     */
    public void idTokens(IdTokenPlan plan) {
        send("idtokens", Json.createObjectBuilder().add("plan", plan.toJson()));
    }

    /**
     * Takes the keys for ID tokens back and publishes others, of which the last signs. They stay at a {@link #reset()}.
     *
     * @param algorithms what they are for, such as {@code ES384}; one RSA key is made for all of its algorithms
     */
    public void replaceKeys(String... algorithms) {
        keys(false, algorithms);
    }

    /**
     * Publishes further keys for ID tokens, of which the last signs. They stay at a {@link #reset()}.
     *
     * @param algorithms what they are for
     */
    public void addKeys(String... algorithms) {
        keys(true, algorithms);
    }

    /**
     * Starts an EHR launch.
     *
     * @param context the launch context, such as {@code {"patient":"pat-1"}}
     * @return the {@code launch} parameter
     */
    public String launch(JsonObject context) {
        return send("launch", Json.createObjectBuilder().add("context", context))
                .getString("launch");
    }

    /**
     * Sets how long access tokens live until the next {@link #reset()}.
     *
     * @param seconds what {@code expires_in} is; 300 if never set
     */
    public void tokenLifetime(int seconds) {
        send("token-lifetime", Json.createObjectBuilder().add("seconds", seconds));
    }

    /**
     * Says whether users refuse consent.
     *
     * @param deny true if they do
     */
    public void deny(boolean deny) {
        send("deny", Json.createObjectBuilder().add("deny", deny));
    }

    /**
     * Plays the user agent with an authorization request by GET.
     *
     * @param request the whole URL
     * @return where the user agent is sent
     */
    public AuthorizationAnswer authorize(URI request) {
        return authorize(Json.createObjectBuilder().add("url", request.toString()));
    }

    /**
     * Plays the user agent with an authorization request by POST.
     *
     * @param endpoint the URL
     * @param form the body
     * @return where the user agent is sent
     */
    public AuthorizationAnswer authorizePost(URI endpoint, String form) {
        return authorize(
                Json.createObjectBuilder().add("url", endpoint.toString()).add("form", form));
    }

    /**
     * Publishes a document, as an application would at an address of its own.
     *
     * @param path its name
     * @param document what is answered
     * @param cacheControl with which {@code Cache-Control}
     * @return its URL
     */
    public URI publish(String path, JsonObject document, String cacheControl) {
        send(
                "publish",
                Json.createObjectBuilder()
                        .add("path", path)
                        .add("document", document)
                        .add("cacheControl", cacheControl));
        return published(path);
    }

    /**
     * Hands out an access token that no client asked for, for tests of what reads with one.
     *
     * @param scope its scopes
     * @return the token
     */
    public String accessToken(String scope) {
        return send("access-token", Json.createObjectBuilder().add("scope", scope))
                .getString("token");
    }

    /**
     * What became of each launch and of each token of a backend service, since the start of the server.
     *
     * @return the oldest first, 10,000 at the most
     */
    public List<TokenFamily> tokenFamilies() {
        return send("token-families", Json.createObjectBuilder()).getJsonArray("families").stream()
                .map(JsonValue::asJsonObject)
                .map(TokenFamily::fromJson)
                .toList();
    }

    /** Takes no access token any more that was issued so far, as a server does that was started anew. */
    public void forgetAccessTokens() {
        send("forget-access-tokens", Json.createObjectBuilder());
    }

    /** Forgets the key sets that were fetched, as when their time is over. */
    public void forgetKeys() {
        send("forget-keys", Json.createObjectBuilder());
    }

    /**
     * Forgets scripts, records, quirks, fetched key sets, clock offset, changes of metadata and brands, plans, the life of
     * tokens and refusals; clients, tokens and its own keys stay.
     */
    public void reset() {
        send("reset", Json.createObjectBuilder());
    }

    @Override
    public String toString() {
        return "SandboxServer[" + name + ", " + fhirBase() + "]";
    }

    private void keys(boolean add, String... algorithms) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (String algorithm : algorithms) {
            list.add(algorithm);
        }
        send("keys", Json.createObjectBuilder().add("add", add).add("algorithms", list));
    }

    private AuthorizationAnswer authorize(JsonObjectBuilder request) {
        JsonObject answer = send("authorize", request);
        return new AuthorizationAnswer(answer.getInt("status"), answer.getString("location"));
    }

    private JsonObject send(String command, JsonObjectBuilder body) {
        return control.send("server/" + command, body.add("name", name).build());
    }
}
