package io.safire.example.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A minimal browser, which is an HTTP client that stores cookies and follows redirects. */
final class Browser {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** A cookie handler that also sends {@code Secure} cookies over http to localhost, as browsers do. */
    private static final class LoopbackCookies extends CookieManager {

        @Override
        public Map<String, List<String>> get(URI address, Map<String, List<String>> headers) throws IOException {
            return super.get(
                    URI.create(address.toString().replaceFirst("^http://localhost:", "https://localhost:")), headers);
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new LoopbackCookies())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    HttpResponse<String> response(String address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String get(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    String post(String address) throws IOException, InterruptedException {
        return send(postRequest(address));
    }

    String post(String address, String bearer) throws IOException, InterruptedException {
        return send(postRequest(address).header("Authorization", "Bearer " + bearer));
    }

    /** Returns the first group of the first match of a pattern. */
    static String firstMatch(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("The page does not contain " + pattern);
        }
        return matcher.group(1);
    }

    /** Returns the first group of all matches of a pattern, without tags. */
    static String allMatches(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1).replaceAll("<[^>]+>", " ").replaceAll(" +", " "))
                .collect(Collectors.joining("; "));
    }

    private static HttpRequest.Builder postRequest(String address) {
        return HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.noBody());
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.uri() + " returned " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
