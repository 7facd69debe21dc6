package io.safire.minimal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.NetworkException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

/** The requests to one server. The client follows no redirect, and accepts TLS 1.2 and 1.3 only. */
final class MinimalHttp {

    private final MinimalSettings settings;
    private final HttpClient client;

    MinimalHttp(MinimalSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .sslParameters(new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"}));
        settings.trustStore()
                .map(location -> TrustedCertificates.context(settings, location))
                .ifPresent(builder::sslContext);
        client = builder.build();
    }

    HttpResponse<String> get(URI url) {
        return send(HttpRequest.newBuilder(url));
    }

    HttpResponse<String> post(URI url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.header("Accept", "application/json")
                .timeout(settings.readTimeout())
                .build();
        try {
            return client.send(request, BodyHandlers.ofString(UTF_8));
        } catch (IOException failed) {
            throw failure(request.uri(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(request.uri(), interrupted);
        }
    }

    private NetworkException failure(URI url, Exception cause) {
        boolean notSent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
        String description = cause.getClass().getSimpleName();
        String text = "No response from " + url + " (" + description + "). Check the connection to this host.";
        NetworkException failure = new NetworkException(
                Failure.of("MINIMAL-0201", settings.server(), Step.NETWORK, text), description, notSent);
        failure.initCause(cause);
        return failure;
    }
}
