package io.safire.tck.bearer;

import io.safire.SmartClient;
import io.safire.bearer.BearerHttpClient;
import io.safire.bearer.BearerTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A {@link FhirClient} that uses the JDK's HTTP client with the managed token of a server. */
public final class JdkFhirClient implements FhirClient {

    private final BearerHttpClient http;

    /** Creates the client in the same way as an application. */
    public JdkFhirClient(SmartClient client) {
        http = BearerHttpClient.of(HttpClient.newHttpClient(), BearerTokens.of(client));
    }

    @Override
    public FhirResponse get(URI url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url));
    }

    @Override
    public FhirResponse post(URI url, byte[] form) throws IOException, InterruptedException {
        return post(url, BodyPublishers.ofByteArray(form));
    }

    @Override
    public FhirResponse post(URI url, InputStream form) throws IOException, InterruptedException {
        return post(url, BodyPublishers.ofInputStream(() -> form));
    }

    @Override
    public boolean retriesRejectedRequests() {
        return true;
    }

    @Override
    public void close() {
        // the JDK's client is not closeable in Java 17
    }

    private FhirResponse post(URI url, BodyPublisher form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url).header("Content-Type", FORM).POST(form));
    }

    private FhirResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new FhirResponse(response.statusCode(), response.body());
    }
}
