package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
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
final class EhrState {

    /**
     * An application that the launch page of the EHR lists.
     *
     * @param clientId the client ID, empty for a client that is registered elsewhere
     */
    record LaunchableApp(String launchUrl, String clientId) {}

    private final String name;
    private final URI origin;
    private final Grants grants = new Grants();
    private final Map<String, SandboxClient> clients = new ConcurrentHashMap<>();
    private final Map<String, LaunchableApp> apps = new ConcurrentHashMap<>();
    private final SigningKeys signingKeys = new SigningKeys();
    private final ClientKeySetCache clientKeys;
    private final Map<String, OutgoingResponse> published = new ConcurrentHashMap<>();
    private volatile Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    private volatile Duration clockOffset = Duration.ZERO;
    private volatile JsonObject metadataPatch = JsonValue.EMPTY_JSON_OBJECT;
    private volatile JsonObject idTokenPlan = JsonValue.EMPTY_JSON_OBJECT;
    private volatile JsonObject bulkPlan = JsonValue.EMPTY_JSON_OBJECT;
    private volatile JsonObject brands = JsonValue.EMPTY_JSON_OBJECT;
    private volatile int hospitals;
    private volatile int tokenLifetime = TokenIssuanceEndpoint.DEFAULT_LIFETIME_SECONDS;
    private volatile boolean consentDenied;
    private volatile boolean interactive;

    EhrState(String name, URI origin, ClientKeySetCache clientKeys) {
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

    Map<String, SandboxClient> clients() {
        return clients;
    }

    /** Returns the applications on the launch page, by name. */
    Map<String, LaunchableApp> apps() {
        return apps;
    }

    /**
     * Returns the name that users see: the name on the launch page. If the launch page does not list the application,
     * returns its {@code client_id}.
     */
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

    ClientKeySetCache clientKeys() {
        return clientKeys;
    }

    /** Returns the documents that tests have published, by path. */
    Map<String, OutgoingResponse> published() {
        return published;
    }

    Instant now() {
        return Instant.now().plus(clockOffset);
    }

    Duration clockOffset() {
        return clockOffset;
    }

    void clockOffset(Duration offset) {
        clockOffset = offset;
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

    /** Returns the plan that specifies the content of ID tokens. */
    JsonObject idTokenPlan() {
        return idTokenPlan;
    }

    void idTokenPlan(JsonObject plan) {
        idTokenPlan = plan;
    }

    /** Returns the plan of bulk data exports. */
    JsonObject bulkPlan() {
        return bulkPlan;
    }

    void bulkPlan(JsonObject plan) {
        bulkPlan = plan;
    }

    /** Returns the brand bundle that replaces the server's own bundle, or an empty object. */
    JsonObject brands() {
        return brands;
    }

    void brands(JsonObject bundle) {
        brands = bundle;
    }

    /** Returns the number of hospitals in the server's own brand bundle. */
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

    boolean consentDenied() {
        return consentDenied;
    }

    void consentDenied(boolean deny) {
        consentDenied = deny;
    }

    /** Returns whether the server shows pages to users. */
    boolean interactive() {
        return interactive;
    }

    void interactive(boolean pages) {
        interactive = pages;
    }

    String startLaunch(JsonObject context) {
        String launch = RandomSecrets.next();
        grants.launches.put(launch, context);
        return launch;
    }

    void reset() {
        quirks = EnumSet.noneOf(Quirk.class);
        clockOffset = Duration.ZERO;
        metadataPatch = JsonValue.EMPTY_JSON_OBJECT;
        idTokenPlan = JsonValue.EMPTY_JSON_OBJECT;
        bulkPlan = JsonValue.EMPTY_JSON_OBJECT;
        brands = JsonValue.EMPTY_JSON_OBJECT;
        hospitals = 0;
        consentDenied = false;
        tokenLifetime = TokenIssuanceEndpoint.DEFAULT_LIFETIME_SECONDS;
        clientKeys.clear();
    }
}
