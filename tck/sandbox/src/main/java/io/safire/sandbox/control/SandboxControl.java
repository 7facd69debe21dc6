package io.safire.sandbox.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/** A remote control for a running sandbox. */
public final class SandboxControl {

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(2)).build();

    private SandboxControl(URI address) {
        this.address = address;
    }

    /** Returns a remote control for the sandbox at the control address. */
    public static SandboxControl at(URI address) {
        return new SandboxControl(address);
    }

    /** Opens an HTTP server on its own port, or returns the open server of this name. */
    public SandboxServer open(String name) {
        return open(name, "http");
    }

    /** Opens an HTTPS server with a certificate issued by {@link #caCertificatePem()}, or returns the open server of this name. */
    public SandboxServer openHttps(String name) {
        return openHttps(name, ServerCertificate.VALID);
    }

    /** Opens an HTTPS server with the given certificate, or returns the open server of this name. */
    public SandboxServer openHttps(String name, ServerCertificate certificate) {
        return open(name, certificate.name());
    }

    /** Opens an HTTP server that supports {@link RawResponse} and counts its connections, or returns the open server of this name. */
    public SandboxServer openRaw(String name) {
        return open(name, "raw");
    }

    /**
     * Opens an HTTPS server that supports {@link RawResponse} and rejects clients without a certificate that
     * {@link #clientKeyStore} has issued.
     *
     * @param protocol the only TLS version that the server supports, {@code TLSv1.2} or {@code TLSv1.3}
     */
    public SandboxServer openMutualTls(String name, String protocol) {
        return open(name, protocol);
    }

    /** Opens an HTTPS server that requests a client certificate, but also accepts clients without one. */
    public SandboxServer openOptionalMutualTls(String name) {
        return open(name, "optional");
    }

    /**
     * Issues a client certificate with its private key. The servers of this sandbox trust the issued certificate.
     *
     * @param commonName the common name of the certificate's subject
     * @param password the password of the store and of the key
     * @return a PKCS12 key store
     */
    public byte[] clientKeyStore(String commonName, String password) {
        return clientKeyStore(commonName, true, password);
    }

    /**
     * Issues a client certificate with its private key. No server trusts the authority that issues this certificate.
     *
     * @param commonName the common name of the certificate's subject
     * @param password the password of the store and of the key
     * @return a PKCS12 key store
     */
    public byte[] untrustedClientKeyStore(String commonName, String password) {
        return clientKeyStore(commonName, false, password);
    }

    /**
     * Issues a server certificate for this machine, with its private key.
     *
     * @param alias the alias of the key store's entry
     * @param password the password of the store and of the key
     * @return a PKCS12 key store
     */
    public byte[] serverKeyStore(String alias, String password) {
        JsonObject store = send(
                "server-key-store",
                SandboxJson.createObjectBuilder()
                        .add("alias", alias)
                        .add("password", password)
                        .build());
        return Base64.getDecoder().decode(store.getString("bytes"));
    }

    /**
     * Opens a server that supports TLS 1.1 at most and sends nothing after the first message of the handshake.
     *
     * @return the URL of the server
     */
    public URI openOldTls() {
        return URI.create(send("old-tls", JsonValue.EMPTY_JSON_OBJECT).getString("origin"));
    }

    /**
     * Opens a server that accepts no connection, so that each connection attempt times out.
     *
     * @return the URL of the server
     */
    public URI openUnresponsive() {
        return URI.create(send("unresponsive", JsonValue.EMPTY_JSON_OBJECT).getString("origin"));
    }

    /**
     * Opens a server that sends a TLS record byte by byte until the client closes the connection, for at most five minutes.
     *
     * @param handshake true for a record of the handshake, false for a record of the response
     * @return the URL of the server
     */
    public URI openTrickleTls(boolean handshake) {
        JsonObject body =
                SandboxJson.createObjectBuilder().add("handshake", handshake).build();
        return URI.create(send("trickle-tls", body).getString("origin"));
    }

    /** Returns the certificate of the authority that issues the HTTPS servers' certificates, as PEM. */
    public String caCertificatePem() {
        return send("ca", JsonValue.EMPTY_JSON_OBJECT).getString("pem");
    }

    /**
     * Returns every secret that a server of this sandbox has issued or received: authorization codes, code verifiers, client
     * assertions, tokens and client secrets.
     */
    public Set<String> secrets() {
        return send("secrets", JsonValue.EMPTY_JSON_OBJECT)
                .getJsonArray("secrets")
                .getValuesAs(JsonString.class)
                .stream()
                .map(JsonString::getString)
                .collect(Collectors.toSet());
    }

    JsonObject send(String path, JsonObject body) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/" + path))
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
            }
            return SandboxJson.createReader(new StringReader(response.body())).readObject();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private byte[] clientKeyStore(String commonName, boolean trusted, String password) {
        JsonObject store = send(
                "client-key-store",
                SandboxJson.createObjectBuilder()
                        .add("commonName", commonName)
                        .add("known", trusted)
                        .add("password", password)
                        .build());
        return Base64.getDecoder().decode(store.getString("bytes"));
    }

    private SandboxServer open(String name, String scheme) {
        JsonObject opened = send(
                "open",
                SandboxJson.createObjectBuilder()
                        .add("name", name)
                        .add("scheme", scheme)
                        .build());
        return new SandboxServer(this, name, URI.create(opened.getString("origin")));
    }
}
