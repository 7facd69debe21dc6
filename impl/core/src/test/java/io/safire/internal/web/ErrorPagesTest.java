package io.safire.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.AuthorizationException;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.LaunchStoreException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.internal.LogCapture;
import io.safire.internal.message.Message;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchFailure;
import io.safire.web.LaunchFailure.Reason;
import io.safire.web.LaunchHandler;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorPagesTest {

    private static final String UNAVAILABLE = "Signing in is not possible at the moment";
    private static final String SERVER_FAILED = "The health record system did not complete the sign-in";
    private static final Failure ERROR = Failure.of("SAFIRE-9999", "epic", Step.TOKEN, "of a test");

    private static final WebRequest REQUEST = new WebRequest("GET", Map.of(), Map.of());

    private final CustomPages handler = new CustomPages();
    private final ErrorPages pages = new ErrorPages(
            List::of,
            () -> Optional.of(handler),
            new DevelopmentReports(new LaunchEndpointsTest.NoClients(), server -> false));

    @Test
    void returnsStatusByOriginOfFailure() {
        assertThat(status(new ValidationException(ERROR, "state", "is another")))
                .isEqualTo(400);
        // the server issued the ID token, so the browser's request is not at fault
        assertThat(status(new ValidationException(ERROR, "id_token", "has expired")))
                .isEqualTo(502);
        assertThat(status(new ConfigurationException(ERROR, Violations.missing(List.of("base_url")))))
                .isEqualTo(500);
    }

    @Test
    void returns503WithRetryAfterIfStoreFails() {
        for (SmartException failure : List.of(new LaunchStoreException(ERROR), new TokenStoreException(ERROR))) {
            WebResponse page = page(failure);
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.header("Retry-After")).containsExactly("60");
        }
        assertThat(page(new ValidationException(ERROR, "state", "is another")).header("Retry-After"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void hasTextAndStatusForEachReason(SmartException failure, Reason reason, String title) {
        try (LogCapture log = new LogCapture("io.safire.web")) {
            WebResponse page = pages.of(failure, REQUEST);
            assertThat(page.status()).isEqualTo(reason.status());
            assertThat(page.body()).contains("<h1>" + title + "</h1>").doesNotContain("epic");
            assertThat(handler.failures)
                    .containsExactly(
                            new LaunchFailure(reason, failure.getMessage().substring(0, 11)));
            assertThat(log.lines()).hasSize(1);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(errorResponse("access_denied"), Reason.ACCESS_DENIED, "You did not allow access"),
                arguments(errorResponse("temporarily_unavailable"), Reason.UNAVAILABLE, UNAVAILABLE),
                arguments(errorResponse("server_error"), Reason.SERVER_FAILED, SERVER_FAILED),
                arguments(invalid(Message.LAUNCH_EXPIRED, "state"), Reason.EXPIRED, "Signing in took too long"),
                arguments(
                        invalid(Message.LAUNCH_COMPLETED, "state"),
                        Reason.ALREADY_COMPLETED,
                        "You have already completed this step"),
                arguments(
                        invalid(Message.LAUNCH_OF_OTHER_BROWSER, "state"),
                        Reason.OTHER_BROWSER,
                        "This browser did not start the sign-in"),
                arguments(
                        invalid(Message.LAUNCH_UNREADABLE, "state"), Reason.UNKNOWN_REQUEST, "This link does not work"),
                arguments(invalid(Message.UNKNOWN_ISSUER, "iss"), Reason.UNKNOWN_REQUEST, "This link does not work"),
                arguments(
                        new ValidationException(ERROR, "id_token", "has expired"), Reason.SERVER_FAILED, SERVER_FAILED),
                arguments(new NetworkException(ERROR, "Connection refused"), Reason.UNAVAILABLE, UNAVAILABLE),
                arguments(new LaunchStoreException(ERROR), Reason.UNAVAILABLE, UNAVAILABLE),
                arguments(
                        new ConfigurationException(ERROR, Violations.missing(List.of("base_url"))),
                        Reason.MISCONFIGURED,
                        "The application is not set up correctly"));
    }

    @Test
    void hasPageAndCodeForInvalidRequests() {
        WebResponse crossSite = pages.crossSite("cross-site", REQUEST);
        assertThat(crossSite.status()).isEqualTo(403);
        assertThat(crossSite.body()).contains("<h1>Another site sent this request</h1>", "SAFIRE-1115");
        WebResponse missing = pages.notFound("epic", REQUEST);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body())
                .contains("<h1>There is no page here</h1>", "SAFIRE-1113")
                .doesNotContain("epic");
        WebResponse method = pages.methodNotAllowed("POST", REQUEST);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).containsExactly("POST");
        assertThat(method.body()).contains("<h1>This address cannot be used in this way</h1>", "SAFIRE-1114");
    }

    /** Unauthenticated requests could otherwise flood the log. */
    @Test
    void logsInvalidRequestsOnlyAtDebugLevel() {
        try (LogCapture log = new LogCapture("io.safire.web")) {
            pages.notFound("ep\nic", REQUEST);
            pages.crossSite("Origin: https://evil.example", REQUEST);
            pages.methodNotAllowed("POST", REQUEST);
            assertThat(log.lines()).hasSize(3).allMatch(line -> line.startsWith("FINE SAFIRE-11"));
            assertThat(log.lines().get(0)).contains("key set of the client ep ic:");
            assertThat(log.lines().get(1)).contains("the browser sent Origin: https://evil.example");
            assertThat(log.lines().get(2)).contains("was GET, but this endpoint supports only POST");
        }
    }

    @Test
    void logsExceptionOfHandlerOnlyAtDebugLevel() {
        try (LogCapture log = new LogCapture("io.safire.web")) {
            assertThat(pages.handlerFailed(handler, new IllegalStateException("hidden"), REQUEST)
                            .status())
                    .isEqualTo(500);
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).startsWith("SEVERE SAFIRE-1118 ").doesNotContain("hidden");
            assertThat(log.lines().get(1)).startsWith("FINE SAFIRE-1118");
        }
    }

    @Test
    void logsMistakesInConfigurationAsErrors() {
        try (LogCapture log = new LogCapture("io.safire.web")) {
            pages.of(new ConfigurationException(ERROR, Violations.missing(List.of("base_url"))), REQUEST);
            pages.of(new NetworkException(ERROR, "Connection refused"), REQUEST);
            assertThat(log.lines().get(0)).startsWith("SEVERE SAFIRE-9999 ");
            assertThat(log.lines().get(1)).startsWith("WARNING SAFIRE-9999 ");
        }
    }

    @Test
    void linksToHomePageOfApplication() {
        handler.home = LocalPath.of("/app/?a=1&b='2'");
        assertThat(pages.notFound("epic", REQUEST).body())
                .contains(
                        "<html lang=\"en\">",
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                        "<main>",
                        "<a href=\"/app/?a=1&amp;b=&#39;2&#39;\">Home page</a>");
    }

    @Test
    void allowsOnlyOwnStyle() {
        WebResponse page = pages.notFound("epic", REQUEST);
        String style = page.body().split("<style>|</style>")[1];
        assertThat(page.header("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src '" + sha256(style)
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(page.body()).doesNotContain("<script", "http:", "https:", "url(", "@import");
    }

    @Test
    void sendsPageOfApplication() {
        WebResponse custom = new WebResponse(418, Map.of(), "own");
        handler.page = custom;
        assertThat(page("SAFIRE-1104", Reason.UNKNOWN_REQUEST)).isEqualTo(custom);
    }

    @Test
    void sendsBuiltInPageIfHandlerThrows() {
        handler.exception = new IllegalStateException("secret");
        try (LogCapture log = new LogCapture("io.safire.web")) {
            WebResponse page = pages.notFound("epic", REQUEST);
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.body()).contains("<a href=\"/\">");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("SEVERE SAFIRE-1116 "))
                    .hasSize(2)
                    .allMatch(line -> line.contains(
                            CustomPages.class.getName() + " threw " + IllegalStateException.class.getName()))
                    .noneMatch(line -> line.contains("secret"));
        }
    }

    private WebResponse page(String code, Reason reason) {
        WebResponse page = pages.of(
                new ValidationException(Failure.of(code, "epic", Step.TOKEN, "of a test"), "state", "is another"),
                REQUEST);
        assertThat(handler.failures).containsExactly(new LaunchFailure(reason, code));
        return page;
    }

    private static ValidationException invalid(Message message, String attribute) {
        return new ValidationException(
                Failure.of(message.id(), "epic", Step.TOKEN, "of a test"), attribute, "of a test");
    }

    private static AuthorizationException errorResponse(String error) {
        return new AuthorizationException(
                ERROR, Json.createObjectBuilder().add("error", error).build());
    }

    private static String sha256(String text) {
        try {
            return "sha256-"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int status(SmartException failure) {
        return page(failure).status();
    }

    private WebResponse page(SmartException failure) {
        try (LogCapture log = new LogCapture("io.safire.web")) {
            WebResponse page = pages.of(failure, REQUEST);
            assertThat(page.body()).contains("<span>SAFIRE-9999</span>").doesNotContain("of a test");
            assertThat(log.lines()).singleElement().asString().endsWith(ERROR.message());
            return page;
        }
    }

    /** A handler whose page or exception a test sets. */
    static final class CustomPages implements LaunchHandler {

        final List<LaunchFailure> failures = new ArrayList<>();
        LocalPath home = LocalPath.of("/");

        @Nullable
        WebResponse page;

        @Nullable
        RuntimeException exception;

        @Override
        public LocalPath home() {
            throwIfSet();
            return home;
        }

        @Override
        public Optional<WebResponse> failed(LaunchFailure failure, WebRequest request) {
            throwIfSet();
            failures.add(failure);
            return Optional.ofNullable(page);
        }

        @Override
        public Redirect completed(CompletedLaunch launch, WebRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Redirect signOut(WebRequest request) {
            throw new UnsupportedOperationException();
        }

        private void throwIfSet() {
            if (exception != null) {
                throw exception;
            }
        }
    }
}
