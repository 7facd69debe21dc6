package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.AuthorizationRedirect;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests of {@code --launch}. An HTTP client takes the part of the browser. */
class LaunchExaminationTest {

    private static final int FOUND = 302;

    @TempDir
    Path directory;

    private SampleApplication application;
    private URI redirectUri;
    private final HttpClient browser = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        application = new SampleApplication(directory);
        redirectUri = URI.create("http://127.0.0.1:" + freePort() + "/callback");
        application.redirectTo(redirectUri);
        application.set("redirect-uri", SampleApplication.REDIRECT_URI);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void completesStandaloneLaunch() throws Exception {
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        URI authorization = launch.open("");
        AuthorizationRedirect redirect = application.ehr().authorize(authorization);
        assertThat(get(URI.create(redirect.location())).body()).contains("has arrived");
        CommandRun run = launch.result();
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .startsWith("epic: healthy")
                .containsPattern(
                        "Authorization (\\d)/\\1 .*Token (\\d)/\\2 .*Identity (\\d)/\\3 .*Runtime (\\d)/\\4\n");
        assertThat(run.out())
                .doesNotContain("SD-A03", "SD-A05", "SD-A06", "SD-T04", "SD-I02", "SD-T05")
                .doesNotContain(application.secrets());
    }

    @Test
    void namesRejectionOfCode() throws Exception {
        CommandRun run = launch("{\"error\":\"invalid_grant\"}", 400);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out())
                .contains("invalid_grant", "SD-T04", "Not run (because of SD-T04): SD-I02 SD-T05")
                .doesNotContain(application.secrets());
    }

    @Test
    void namesInvalidIdToken() throws Exception {
        application
                .ehr()
                .setIdTokenPlan(IdTokenPlan.normal()
                        .claims(Json.createObjectBuilder()
                                .add("aud", "other-app")
                                .build()));
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        get(URI.create(application.ehr().authorize(launch.open("")).location()));
        CommandRun run = launch.result();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out())
                .contains("other-app", "SD-I02", "Not run (because of SD-I02): SD-T05")
                .doesNotContain(application.secrets());
    }

    @Test
    void namesScopeThatWasNotGranted() throws Exception {
        application.set("scopes", "launch/patient patient/Patient.rs");
        CommandRun run = launch(
                "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"scope\":\"launch/patient\",\"patient\":\"pat-1\"}",
                200);
        assertThat(run.exitCode()).as(run.out()).isNotZero();
        assertThat(run.out()).contains("SD-T05", "patient/Patient.rs").doesNotContain("at-1", "pat-1");
    }

    /** Runs a standalone launch with the given response of the token endpoint. */
    private CommandRun launch(String response, int status) throws Exception {
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        URI authorization = launch.open("");
        application.ehr().script(Endpoint.TOKEN, ScriptedResponse.status(status).body("application/json", response));
        get(URI.create(application.ehr().authorize(authorization).location()));
        return launch.result();
    }

    @Test
    void completesEhrLaunch() throws Exception {
        application.set("scopes", "launch openid fhirUser patient/Patient.rs");
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        String started = application
                .ehr()
                .startLaunch(Json.createObjectBuilder().add("patient", "pat-1").build());
        String iss = URLEncoder.encode(application.ehr().fhirBase().toString(), StandardCharsets.UTF_8);
        AuthorizationRedirect redirect = application.ehr().authorize(launch.open("?iss=" + iss + "&launch=" + started));
        get(URI.create(redirect.location()));
        CommandRun run = launch.result();
        assertThat(run.exitCode()).as(run.out()).isZero();
    }

    @Test
    void namesErrorOfAuthorizationServer() throws Exception {
        application.ehr().setConsentDenied(true);
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        AuthorizationRedirect redirect = application.ehr().authorize(launch.open(""));
        get(URI.create(redirect.location()));
        CommandRun run = launch.result();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out())
                .contains("denied access", "SD-A03", "Not run (because of SD-A03): SD-A06 SD-A05 SD-T04 SD-I02 SD-T05");
    }

    @Test
    void namesForeignIssuerOfResponse() throws Exception {
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        URI authorization = launch.open("");
        String location = application.ehr().authorize(authorization).location();
        get(URI.create(location.replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fevil.example")));
        CommandRun run = launch.result();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out())
                .contains("https://evil.example", "SD-A05", "Not run (because of SD-A05): SD-T04 SD-I02 SD-T05");
    }

    @Test
    void namesLaunchThatTookTooLong() throws Exception {
        application.set("launch-lifetime", "PT0.000001S");
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        get(URI.create(application.ehr().authorize(launch.open("")).location()));
        CommandRun run = launch.result();
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.WRONG_OR_RISK);
        assertThat(run.out()).contains("SAFIRE-2312", "safire.epic.launch-lifetime");
    }

    @Test
    void namesResponseWithForeignState() throws Exception {
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        launch.open("");
        get(URI.create(redirectUri + "?code=c-1&state=foreign"));
        CommandRun run = launch.result();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out()).contains("state").doesNotContain("c-1");
    }

    @Test
    void ignoresResponseWithoutLaunch() throws Exception {
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        assertThat(get(URI.create(redirectUri + "?code=c-1&state=s")).statusCode())
                .isEqualTo(400);
        assertThat(get(redirectUri.resolve("/favicon.ico")).statusCode()).isEqualTo(404);
        get(URI.create(application.ehr().authorize(launch.open("")).location()));
        assertThat(launch.result().exitCode()).isZero();
    }

    @Test
    void namesForeignIssuerOfLaunch() throws Exception {
        Launch launch = new Launch("--launch", "--redirect-uri", redirectUri.toString());
        assertThat(get(launch.url("?iss=https%3A%2F%2Fevil.example&launch=1")).statusCode())
                .isEqualTo(400);
        CommandRun run = launch.result();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out()).contains("https://evil.example");
    }

    @Test
    void endsIfNoResponseArrives() {
        CommandRun run =
                application.run("--launch", "--redirect-uri", redirectUri.toString(), "--launch-timeout", "PT0.01S");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out()).contains("SAFIRE-2306", "likely");
    }

    @Test
    void requiresLoopbackRedirectUri() {
        CommandRun run = application.run("--launch");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("SAFIRE-2305", SampleApplication.REDIRECT_URI, "--redirect-uri");
    }

    @Test
    void launchesNoBrokenClient() {
        application.publishOtherKey();
        CommandRun run = application.run("--launch", "--redirect-uri", redirectUri.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out()).contains("Not run (because of SD-J04): SD-A03 SD-A06 SD-A05 SD-T04 SD-I02 SD-T05");
    }

    @Test
    void namesPortInUse() throws IOException {
        try (ServerSocket used = new ServerSocket(redirectUri.getPort(), 1, InetAddress.getByName("127.0.0.1"))) {
            CommandRun run = application.run("--launch", "--redirect-uri", redirectUri.toString());
            assertThat(used.isBound()).isTrue();
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("SAFIRE-2309", redirectUri.toString());
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** A command that waits for its browser. */
    private final class Launch {

        private final CompletableFuture<CommandRun> command;
        private final String launchUrl;

        Launch(String... arguments) throws IOException {
            PipedReader instructions = new PipedReader();
            PrintWriter err = new PrintWriter(new PipedWriter(instructions), true);
            StringWriter out = new StringWriter();
            CommandLine line = SafireDoctor.commandLine(CommandRun.context(application.directory()));
            line.setOut(new PrintWriter(out)).setErr(err);
            command = CompletableFuture.supplyAsync(() -> {
                int exitCode = line.execute(Stream.concat(Stream.of(arguments), Stream.of("--timeout=5m"))
                        .toArray(String[]::new));
                err.close();
                return new CommandRun(exitCode, out.toString(), "");
            });
            List<String> lines = new ArrayList<>();
            BufferedReader reader = new BufferedReader(instructions);
            String read = reader.readLine();
            while (read != null && !read.startsWith("Waiting")) {
                lines.add(read);
                read = reader.readLine();
            }
            assertThat(lines).as(out.toString()).hasSize(2);
            launchUrl = lines.get(1).strip();
        }

        URI url(String query) {
            return URI.create(launchUrl + query);
        }

        /** Opens the launch URL, and returns the authorization request. */
        URI open(String query) throws IOException, InterruptedException {
            HttpResponse<String> response = get(url(query));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(FOUND);
            return URI.create(response.headers().firstValue("Location").orElseThrow());
        }

        CommandRun result() throws Exception {
            return command.get(2, TimeUnit.MINUTES);
        }
    }
}
