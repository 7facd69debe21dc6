package io.safire.sandbox;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Quirk;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a simulated EHR. */
final class Ehr {

    /**
     * An application on the launch page.
     *
     * @param clientId the client ID, empty for a client that is registered elsewhere
     */
    record App(String launchUrl, String clientId) {}

    private final String name;
    private final URI origin;
    private final Grants grants = new Grants();
    private final Map<String, ClientEntry> clients = new ConcurrentHashMap<>();
    private final Map<String, App> apps = new ConcurrentHashMap<>();
    private final SigningKeys signingKeys = new SigningKeys();
    private final ClientKeySets clientKeys;
    private final Map<String, Outgoing> published = new ConcurrentHashMap<>();
    private volatile Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    private volatile Duration clock = Duration.ZERO;
    private volatile JsonObject metadataPatch = JsonValue.EMPTY_JSON_OBJECT;
    private volatile JsonObject idTokenPlan = JsonValue.EMPTY_JSON_OBJECT;
    private volatile JsonObject brands = JsonValue.EMPTY_JSON_OBJECT;
    private volatile int hospitals;
    private volatile int tokenLifetime = TokenEndpoint.LIFETIME;
    private volatile boolean denying;
    private volatile boolean interactive;

    Ehr(String name, URI origin, ClientKeySets clientKeys) {
        this.name = name;
        this.origin = origin;
        this.clientKeys = clientKeys;
    }

    String name() {
        return name;
    }

    URI origin() {
        return origin;
    }

    String fhirBase() {
        return origin + "/fhir";
    }

    String issuer() {
        return origin + "/auth";
    }

    String tokenEndpoint() {
        return issuer() + "/token";
    }

    Grants grants() {
        return grants;
    }

    Map<String, ClientEntry> clients() {
        return clients;
    }

    /** Returns the applications on the launch page by name. */
    Map<String, App> apps() {
        return apps;
    }

    /** Returns the name that users see: the application's name on the launch page, or else its {@code client_id}. */
    String appName(String clientId) {
        return apps.entrySet().stream()
                .filter(app -> app.getValue().clientId().equals(clientId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(clientId);
    }

    SigningKeys signingKeys() {
        return signingKeys;
    }

    ClientKeySets clientKeys() {
        return clientKeys;
    }

    /** Returns the documents that tests have published, by path. */
    Map<String, Outgoing> published() {
        return published;
    }

    Instant now() {
        return Instant.now().plus(clock);
    }

    Duration clock() {
        return clock;
    }

    void clock(Duration offset) {
        clock = offset;
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    void quirks(Set<Quirk> all) {
        quirks = all;
    }

    JsonObject metadataPatch() {
        return metadataPatch;
    }

    void metadataPatch(JsonObject patch) {
        metadataPatch = patch;
    }

    /** Returns the plan for ID tokens. */
    JsonObject idTokenPlan() {
        return idTokenPlan;
    }

    void idTokenPlan(JsonObject plan) {
        idTokenPlan = plan;
    }

    /** Returns the bundle that replaces the server's own, or an empty object. */
    JsonObject brands() {
        return brands;
    }

    void brands(JsonObject bundle) {
        brands = bundle;
    }

    /** Returns the number of hospitals in the server's own bundle. */
    int hospitals() {
        return hospitals;
    }

    void hospitals(int count) {
        hospitals = count;
    }

    /** Returns the lifetime of access tokens in seconds. */
    int tokenLifetime() {
        return tokenLifetime;
    }

    void tokenLifetime(int seconds) {
        tokenLifetime = seconds;
    }

    boolean denying() {
        return denying;
    }

    void denying(boolean deny) {
        denying = deny;
    }

    /** Returns whether the server shows pages to users. */
    boolean interactive() {
        return interactive;
    }

    void interactive(boolean pages) {
        interactive = pages;
    }

    String launch(JsonObject context) {
        String launch = Secrets.next();
        grants.launches.put(launch, context);
        return launch;
    }

    void reset() {
        quirks = EnumSet.noneOf(Quirk.class);
        clock = Duration.ZERO;
        metadataPatch = JsonValue.EMPTY_JSON_OBJECT;
        idTokenPlan = JsonValue.EMPTY_JSON_OBJECT;
        brands = JsonValue.EMPTY_JSON_OBJECT;
        hospitals = 0;
        denying = false;
        tokenLifetime = TokenEndpoint.LIFETIME;
        clientKeys.forget();
    }
}
