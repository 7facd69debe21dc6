package io.safire.realservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A simulated browser with its user. It signs in, submits the consent page and stops at the redirect URI. */
final class LoginBrowser {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern INPUT = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\\bvalue=\"([^\"]*)\"");
    private static final int MAX_STEPS = 10;

    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Cookies that are sent regardless of their attributes, because browsers treat localhost as secure, but the JDK's
     * cookie store does not.
     */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private final String credentials;
    private final String consent;

    /**
     * Creates a browser.
     *
     * @param credentials form parameters of the login page
     * @param consent form parameter of the consent page
     */
    LoginBrowser(String credentials, String consent) {
        this.credentials = credentials;
        this.consent = consent;
    }

    /** Returns the query string that the redirect URI receives. */
    String authorize(URI authorizationRequest, String redirectUri) throws IOException, InterruptedException {
        URI url = authorizationRequest;
        HttpResponse<String> response = send(HttpRequest.newBuilder(url));
        for (int step = 0; step < MAX_STEPS; step++) {
            String location = response.headers().firstValue("Location").orElse("");
            if (location.startsWith(redirectUri)) {
                return location.substring(location.indexOf('?') + 1);
            }
            if (!location.isEmpty()) {
                url = url.resolve(location);
                response = send(HttpRequest.newBuilder(url));
            } else {
                String page = response.body();
                boolean login = page.contains("name=\"password\"");
                url = url.resolve(formAction(page, url));
                response = send(HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                (login ? credentials : consent) + hiddenParameters(page))));
            }
        }
        throw new IOException("The redirect URI was not reached");
    }

    private static String formAction(String page, URI address) throws IOException {
        Matcher matcher = ACTION.matcher(page);
        if (!matcher.find()) {
            throw new IOException("No form on the page " + address.getPath());
        }
        return matcher.group(1).replace("&amp;", "&");
    }

    private static String hiddenParameters(String page) {
        StringBuilder parameters = new StringBuilder();
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            Matcher name = NAME.matcher(input.group());
            Matcher value = VALUE.matcher(input.group());
            if (name.find() && value.find()) {
                String text = value.group(1).replace("&amp;", "&");
                parameters.append('&').append(name.group(1)).append('=').append(URLEncoder.encode(text, UTF_8));
            }
        }
        return parameters.toString();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = http.send(
                request.timeout(Duration.ofMinutes(5))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }
}
