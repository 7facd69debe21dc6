package io.safire.sandbox.control;

import jakarta.json.JsonObject;

/**
 * A client registration at a simulated server.
 *
 * @param type {@code public}, {@code secret} ({@code client_secret_basic}), {@code post} ({@code client_secret_post}) or
 *     {@code keys}
 * @param secret the client secret, empty if the client has no secret
 * @param jwks the client's public keys as JSON text, empty if the client has no keys or publishes them at a URL
 * @param jwksUri the URL of the client's JWKS, which client assertions may repeat as {@code jku}; empty if there is no
 *     such URL
 * @param redirectUri the only redirect URI of the client
 * @param postLogoutRedirectUri the only URL to which the server redirects the browser after a sign-out; empty if there is
 *     no such URL
 */
public record SandboxClient(
        String clientId,
        String type,
        String secret,
        String jwks,
        String jwksUri,
        String redirectUri,
        String postLogoutRedirectUri) {

    /** Returns a public client. */
    public static SandboxClient publicClient(String clientId, String redirectUri) {
        return new SandboxClient(clientId, "public", "", "", "", redirectUri, "");
    }

    /** Returns a client that authenticates with {@code client_secret_basic}. */
    public static SandboxClient secretClient(String clientId, String secret, String redirectUri) {
        return new SandboxClient(clientId, "secret", secret, "", "", redirectUri, "");
    }

    /** Returns a client that authenticates with {@code client_secret_post}. */
    public static SandboxClient postClient(String clientId, String secret, String redirectUri) {
        return new SandboxClient(clientId, "post", secret, "", "", redirectUri, "");
    }

    /**
     * Returns a client that authenticates with {@code private_key_jwt}.
     *
     * @param jwks the client's public keys as JSON text
     */
    public static SandboxClient keyClient(String clientId, String jwks, String redirectUri) {
        return new SandboxClient(clientId, "keys", "", jwks, "", redirectUri, "");
    }

    /**
     * Returns a client that authenticates with {@code private_key_jwt} and publishes its keys at a URL.
     *
     * @param url the URL of the client's JWKS on this machine, which client assertions may repeat as {@code jku}
     */
    public static SandboxClient keyUrlClient(String clientId, String url, String redirectUri) {
        return new SandboxClient(clientId, "keys", "", "", url, redirectUri, "");
    }

    /**
     * Returns a copy of this registration with a different JWKS URL.
     *
     * @param url the value that {@code jku} must have
     */
    public SandboxClient withJwksUri(String url) {
        return new SandboxClient(clientId, type, secret, jwks, url, redirectUri, postLogoutRedirectUri);
    }

    /**
     * Returns a copy of this registration with a post-logout redirect URI.
     *
     * @param url the URL to which the server redirects the browser after a sign-out
     */
    public SandboxClient withPostLogoutRedirectUri(String url) {
        return new SandboxClient(clientId, type, secret, jwks, jwksUri, redirectUri, url);
    }

    /** Parses a registration from the JSON object that {@link #toJson()} returns. */
    public static SandboxClient fromJson(JsonObject json) {
        return new SandboxClient(
                json.getString("clientId"),
                json.getString("type"),
                json.getString("secret", ""),
                json.getString("jwks", ""),
                json.getString("jwksUri", ""),
                json.getString("redirectUri", ""),
                json.getString("postLogoutRedirectUri", ""));
    }

    /** Returns this registration as the JSON object that the control API accepts. */
    public JsonObject toJson() {
        return SandboxJson.createObjectBuilder()
                .add("clientId", clientId)
                .add("type", type)
                .add("secret", secret)
                .add("jwks", jwks)
                .add("jwksUri", jwksUri)
                .add("redirectUri", redirectUri)
                .add("postLogoutRedirectUri", postLogoutRedirectUri)
                .build();
    }

    @Override
    public String toString() {
        return "SandboxClient[clientId=" + clientId + ", type=" + type + "]";
    }
}
