package io.safire.sandbox.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * A client as it is registered with a server.
 *
 * @param clientId its identifier
 * @param type {@code public}, {@code secret} or {@code keys}
 * @param secret its secret, empty if it has none
 * @param jwks its public keys as JSON text, empty if it has none or they are behind a URL
 * @param jwksUri where its public keys are, and the {@code jku} that its assertions may have; empty for none
 * @param redirectUri where its codes may go
 */
public record ClientEntry(
        String clientId, String type, String secret, String jwks, String jwksUri, String redirectUri) {

    /**
     * A client without authentication.
     *
     * @param clientId its identifier
     * @param redirectUri where its codes may go
     * @return the entry
     */
    public static ClientEntry publicClient(String clientId, String redirectUri) {
        return new ClientEntry(clientId, "public", "", "", "", redirectUri);
    }

    /**
     * A client with a secret.
     *
     * @param clientId its identifier
     * @param secret its secret
     * @param redirectUri where its codes may go
     * @return the entry
     */
    public static ClientEntry secretClient(String clientId, String secret, String redirectUri) {
        return new ClientEntry(clientId, "secret", secret, "", "", redirectUri);
    }

    /**
     * A client with keys.
     *
     * @param clientId its identifier
     * @param jwks its public keys as JSON text
     * @param redirectUri where its codes may go
     * @return the entry
     */
    public static ClientEntry keyClient(String clientId, String jwks, String redirectUri) {
        return new ClientEntry(clientId, "keys", "", jwks, "", redirectUri);
    }

    /**
     * A client with keys behind a URL.
     *
     * @param clientId its identifier
     * @param url where its public keys are, on this machine; its assertions may have it as {@code jku}
     * @param redirectUri where its codes may go
     * @return the entry
     */
    public static ClientEntry keyUrlClient(String clientId, String url, String redirectUri) {
        return new ClientEntry(clientId, "keys", "", "", url, redirectUri);
    }

    /**
     * The same client with a key set URL.
     *
     * @param url what {@code jku} has to be
     * @return the entry
     */
    public ClientEntry withJwksUri(String url) {
        return new ClientEntry(clientId, type, secret, jwks, url, redirectUri);
    }

    /**
     * Reads an entry that was sent.
     *
     * @param json what {@link #toJson()} gave
     * @return the entry
     */
    public static ClientEntry fromJson(JsonObject json) {
        return new ClientEntry(
                json.getString("clientId"),
                json.getString("type"),
                json.getString("secret", ""),
                json.getString("jwks", ""),
                json.getString("jwksUri", ""),
                json.getString("redirectUri", ""));
    }

    /**
     * The form in which it is sent.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        return Json.createObjectBuilder()
                .add("clientId", clientId)
                .add("type", type)
                .add("secret", secret)
                .add("jwks", jwks)
                .add("jwksUri", jwksUri)
                .add("redirectUri", redirectUri)
                .build();
    }

    @Override
    public String toString() {
        return "ClientEntry[clientId=" + clientId + ", type=" + type + "]";
    }
}
