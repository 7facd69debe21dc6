package io.safire.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** A client credentials request as an application would write it with the JDK and a JSON parser. */
final class HandWrittenTokenRequest {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String FORM_PREFIX =
            "grant_type=client_credentials&scope=" + URLEncoder.encode("system/*.rs", UTF_8) + "&client_assertion_type="
                    + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", UTF_8)
                    + "&client_assertion=";

    private final URI endpoint;
    private final String clientId;
    private final BenchmarkKey key;
    private final String signature;
    private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());

    HandWrittenTokenRequest(URI endpoint, String clientId, BenchmarkKey key) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.key = key;
        this.signature = key.algorithm().equals("RS384") ? "SHA384withRSA" : "SHA384withECDSAinP1363Format";
    }

    String send() throws IOException {
        byte[] body = (FORM_PREFIX + assertion()).getBytes(UTF_8);
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(15000);
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.setRequestProperty("Accept", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try (InputStream in = connection.getInputStream()) {
            return readers.createReader(in).readObject().getString("access_token");
        }
    }

    private String assertion() {
        long now = System.currentTimeMillis() / 1000;
        String header = "{\"typ\":\"JWT\",\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + key.kid() + "\"}";
        String claims = "{\"iss\":\"" + clientId + "\",\"sub\":\"" + clientId + "\",\"aud\":\"" + endpoint
                + "\",\"iat\":" + now + ",\"exp\":" + (now + 240) + ",\"jti\":\"" + UUID.randomUUID() + "\"}";
        String signed = BASE64URL.encodeToString(header.getBytes(UTF_8)) + "."
                + BASE64URL.encodeToString(claims.getBytes(UTF_8));
        try {
            Signature signer = Signature.getInstance(signature);
            signer.initSign(key.privateKey());
            signer.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64URL.encodeToString(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
