package io.safire.sandbox.control;

import jakarta.json.Json;
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

/** A sandbox as seen from a test. */
public final class SandboxControl {

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(2)).build();

    private SandboxControl(URI address) {
        this.address = address;
    }

    /**
     * Makes the remote control of a sandbox.
     *
     * @param address its control address
     * @return the remote control
     */
    public static SandboxControl at(URI address) {
        return new SandboxControl(address);
    }

    /**
     * Opens a server on a port of its own, or gives the one that is open under this name.
     *
     * @param name its name
     * @return the server, which speaks http
     */
    public SandboxServer open(String name) {
        return open(name, "http");
    }

    /**
     * Opens a server as {@link #open} does.
     *
     * @param name its name
     * @return the server, which speaks https with a certificate of {@link #caCertificatePem()}
     */
    public SandboxServer openHttps(String name) {
        return openHttps(name, ServerCertificate.VALID);
    }

    /**
     * Opens a server as {@link #openHttps(String)} does.
     *
     * @param name its name
     * @param certificate its certificate
     * @return the server
     */
    public SandboxServer openHttps(String name, ServerCertificate certificate) {
        return open(name, certificate.name());
    }

    /**
     * Opens a server as {@link #open(String)} does that can answer by {@link RawAnswer} too, and counts its connections.
     *
     * @param name its name
     * @return the server, which speaks http
     */
    public SandboxServer openRaw(String name) {
        return open(name, "raw");
    }

    /**
     * Opens a server as {@link #openRaw} does that speaks https, and lets in nobody without a certificate of {@link
     * #clientKeyStore}.
     *
     * @param name its name
     * @param protocol the only version that it speaks, {@code TLSv1.2} or {@code TLSv1.3}
     * @return the server
     */
    public SandboxServer openMutualTls(String name, String protocol) {
        return open(name, protocol);
    }

    /**
     * A certificate for a client, with its key.
     *
     * @param commonName whom it names
     * @param password opens the store and the key
     * @return a PKCS12 key store
     */
    public byte[] clientKeyStore(String commonName, String password) {
        return clientKeyStore(commonName, true, password);
    }

    /**
     * The same by an authority that nobody knows.
     *
     * @param commonName whom it names
     * @param password opens the store and the key
     * @return a PKCS12 key store
     */
    public byte[] unknownKeyStore(String commonName, String password) {
        return clientKeyStore(commonName, false, password);
    }

    /**
     * Issues a certificate for a server on this machine, with its key.
     *
     * @param alias the name of the entry
     * @param password opens the store and the key
     * @return a PKCS12 key store
     */
    public byte[] serverKeyStore(String alias, String password) {
        JsonObject store = send(
                "server-key-store",
                Json.createObjectBuilder()
                        .add("alias", alias)
                        .add("password", password)
                        .build());
        return Base64.getDecoder().decode(store.getString("bytes"));
    }

    /**
     * A server that speaks TLS 1.1 at the most, and nothing after its first word.
     *
     * @return its address
     */
    public URI oldTls() {
        return URI.create(send("old-tls", JsonValue.EMPTY_JSON_OBJECT).getString("origin"));
    }

    /**
     * Opens a server that sends a TLS record byte by byte until the client leaves, for five minutes at the most.
     *
     * @param handshake whether it is a record of the handshake, or else of the response
     * @return its address
     */
    public URI trickleTls(boolean handshake) {
        JsonObject body = Json.createObjectBuilder().add("handshake", handshake).build();
        return URI.create(send("trickle-tls", body).getString("origin"));
    }

    /**
     * The certificate authority of the https servers.
     *
     * @return its certificate as PEM
     */
    public String caCertificatePem() {
        return send("ca", JsonValue.EMPTY_JSON_OBJECT).getString("pem");
    }

    /**
     * Every secret that came to one of the servers or that one issued: codes, verifiers, assertions, tokens, client
     * secrets.
     *
     * @return their values
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
            return Json.createReader(new StringReader(response.body())).readObject();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private byte[] clientKeyStore(String commonName, boolean known, String password) {
        JsonObject store = send(
                "client-key-store",
                Json.createObjectBuilder()
                        .add("commonName", commonName)
                        .add("known", known)
                        .add("password", password)
                        .build());
        return Base64.getDecoder().decode(store.getString("bytes"));
    }

    private SandboxServer open(String name, String scheme) {
        JsonObject opened = send(
                "open",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("scheme", scheme)
                        .build());
        return new SandboxServer(this, name, URI.create(opened.getString("origin")));
    }
}
