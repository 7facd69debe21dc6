package io.safire.tck.diagnosis;

import io.safire.SmartClientSettings;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A server, the registration of a client, and the settings of this client. A fault changes one of the three. */
final class Situation {

    static final String REDIRECT_URI = "https://app.example/callback";
    private static final Set<String> SECRET_SETTINGS =
            Set.of("client-secret", "private-key", "retiring-key", "key-store.password", "trust-store.password");
    /** The identifier and the name of the patient of a launch. */
    private static final Set<String> PATIENT_DATA = Set.of("pat-1", "Nora", "Lindqvist");

    private static final int MANY = 20;

    private final Lab lab;
    private final Map<String, String> settings = new TreeMap<>();
    private final ClientKeyPair keys = ClientKeyPair.generate("2026-01");
    private SandboxServer server;
    private @Nullable SandboxClient registration;

    Situation(Lab lab) {
        this.lab = lab;
        this.server = use(lab.openHttp());
    }

    /** Sets the base URL of a server. The server gets an EC key, because an RSA key takes more time to generate. */
    private SandboxServer use(SandboxServer other) {
        other.replaceKeys("ES256");
        set("base-url", other.fhirBase().toString());
        return other;
    }

    Lab lab() {
        return lab;
    }

    SandboxServer server() {
        return server;
    }

    ClientKeyPair keys() {
        return keys;
    }

    Situation set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Situation remove(String key) {
        settings.remove(key);
        return this;
    }

    String get(String key) {
        return settings.getOrDefault(key, "");
    }

    boolean isBackendService() {
        return get("redirect-uri").isEmpty();
    }

    /** Registers the client at the current server, and at each later server. */
    Situation register(SandboxClient client) {
        registration = client;
        server.registerClient(client);
        return this;
    }

    /** Publishes a JWKS of the client, which the server reads. */
    Situation publish(String jwks) {
        return publish(jwks, "max-age=3600");
    }

    Situation publish(String jwks, String cacheControl) {
        return publishAt(
                server.publish("jwks.json", Json.of(jwks), cacheControl).toString());
    }

    /** Sets the URL of the JWKS, also in the registration of the client. */
    Situation publishAt(String url) {
        set("jwks-url", url);
        return register(SandboxClient.keyUrlClient(get("client-id"), url, REDIRECT_URI));
    }

    /** Moves the EHR to another server. The JWKS of the client remains at its URL. */
    Situation moveTo(SandboxServer other) {
        server = use(other);
        if (registration != null) {
            register(registration);
        }
        return set("allow-insecure-localhost", "true");
    }

    Situation metadata(String mergePatch) {
        server.patchMetadata(Json.of(mergePatch));
        return this;
    }

    /** Replaces each of the next responses of an endpoint. */
    Situation always(Endpoint endpoint, ScriptedResponse response) {
        ScriptedResponse[] responses = new ScriptedResponse[MANY];
        Arrays.fill(responses, response);
        server.script(endpoint, responses);
        return this;
    }

    Situation respondJson(Endpoint endpoint, int status, String body) {
        return always(
                endpoint,
                ScriptedResponse.status(status)
                        .body("application/json", Json.of(body).toString()));
    }

    SmartClientSettings clientSettings() {
        SmartClientSettings.Builder builder =
                SmartClientSettings.builder(get("base-url")).name(lab.nextName());
        settings.forEach(builder::set);
        return builder.build();
    }

    /**
     * Returns the texts that no output may contain: values of secret settings, what the server has seen, and data of the
     * patient.
     */
    Set<String> secrets() {
        Set<String> secrets = new HashSet<>(lab.control().secrets());
        settings.forEach((key, value) -> {
            if (SECRET_SETTINGS.contains(key)) {
                secrets.add(value);
                secrets.addAll(List.of(value.split("\n")));
            }
        });
        secrets.removeIf(secret -> secret.length() < 8 || secret.startsWith("-----"));
        secrets.addAll(PATIENT_DATA);
        return secrets;
    }
}
