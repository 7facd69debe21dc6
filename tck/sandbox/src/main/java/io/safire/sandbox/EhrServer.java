package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A simulated EHR that listens on a port of its own. */
final class EhrServer implements AutoCloseable {

    private final Ehr ehr;
    private final HttpServer server;
    private final @Nullable Front front;
    private final Scripts scripts = new Scripts();
    private final Occurred occurred = new Occurred();
    private final SmartConfiguration configuration;
    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint token;
    private final Introspection introspection;
    private final Revocation revocation;
    private final RegistrationEndpoint registrations;
    private final Fhir fhir;
    private final Brands brands;

    EhrServer(String name, URI origin, HttpServer server, @Nullable Front front, Executor executor, HttpClient http) {
        this.server = server;
        this.front = front;
        this.ehr = new Ehr(name, origin, new ClientKeySets(http));
        this.configuration = new SmartConfiguration(ehr);
        ClientCheck clients = new ClientCheck(ehr, configuration);
        this.authorize = new AuthorizeEndpoint(ehr);
        this.token = new TokenEndpoint(ehr, clients);
        this.introspection = new Introspection(ehr, clients);
        this.revocation = new Revocation(ehr, clients);
        this.registrations = new RegistrationEndpoint(ehr, new MetadataCheck(ehr, configuration));
        this.fhir = new Fhir(ehr);
        this.brands = new Brands(ehr);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
        if (front != null) {
            front.start(this);
        }
    }

    Ehr ehr() {
        return ehr;
    }

    Scripts scripts() {
        return scripts;
    }

    Occurred occurred() {
        return occurred;
    }

    RegistrationEndpoint registrations() {
        return registrations;
    }

    /** Sends a request to the authorization endpoint in the role of the user agent, without following the redirect. */
    Outgoing userAgent(Incoming request) {
        Outgoing answer = authorize.answer(request);
        occurred.answered(answer);
        return answer;
    }

    @Override
    public void close() {
        try {
            if (front != null) {
                front.close();
            }
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
        server.stop(0);
    }

    /** Returns the port of the HTTP server itself, which can be behind a front. */
    int port() {
        return server.getAddress().getPort();
    }

    /** Returns the number of connections that clients hold open. */
    int connections() {
        if (front == null) {
            throw new IllegalArgumentException(ehr.name() + " does not count connections. Open it with SandboxControl.openRaw or openMutualTls.");
        }
        return front.connections();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            Incoming request = Incoming.read(exchange);
            Endpoint endpoint = endpoint(request.path());
            JsonObject plan = scripts.next(endpoint);
            CountDownLatch gate = scripts.gate();
            record(endpoint, request);
            new Delivery(exchange, plan, ehr.clock(), gate).deliver(() -> {
                Outgoing answer = answer(endpoint, request);
                occurred.answered(answer);
                return answer;
            });
        } catch (OAuthError error) {
            new Delivery(exchange, Json.createObjectBuilder().build(), ehr.clock(), scripts.gate())
                    .deliver(error::outgoing);
        } finally {
            exchange.close();
        }
    }

    /** Records a request before the response is sent, so that a test finds the request once it has the response. */
    void record(Endpoint endpoint, Incoming request) {
        occurred.asked(request);
        scripts.record(new RecordedRequest(
                endpoint,
                request.method(),
                request.uri().toString(),
                request.headers(),
                request.form(),
                request.form().isEmpty() ? request.body() : "",
                request.clientPort(),
                request.clientCertificate()));
    }

    private Outgoing answer(Endpoint endpoint, Incoming request) {
        return switch (endpoint) {
            case SMART_CONFIGURATION -> configuration.answer(request);
            case AUTHORIZE -> authorize.answer(request);
            case TOKEN -> token.answer(request);
            case OPENID_CONFIGURATION -> Outgoing.json(200, configuration.openid());
            case JWKS -> Outgoing.json(200, ehr.signingKeys().publicKeys()).with("Cache-Control", "max-age=3600");
            case INTROSPECT -> introspection.answer(request);
            case REVOKE -> revocation.answer(request);
            case REGISTER -> registrations.answer(request);
            case FHIR -> fhir.answer(request);
            case PUBLISHED ->
                ehr.published().getOrDefault(request.path(), Outgoing.text(404, "text/plain", "not published"));
            case BRANDS -> brands.answer(request);
            case OTHER -> other(request);
        };
    }

    private Outgoing other(Incoming request) {
        return switch (request.path()) {
            case "/style.css" -> Outgoing.text(200, "text/css", Pages.STYLE);
            case "/", "/ehr" -> Outgoing.html(200, Pages.launchPage(ehr));
            case "/ehr/launch" -> launch(request);
            default -> notFound(request);
        };
    }

    private static Outgoing notFound(Incoming request) {
        return request.header("accept").contains("text/html")
                ? Outgoing.html(
                        404,
                        Pages.error(
                                "Page not found",
                                "The EHR has no page at this URL.",
                                "Start an application on the launch page."))
                : Outgoing.json(
                        404,
                        Json.createObjectBuilder().add("error", "not_found").build());
    }

    private Outgoing launch(Incoming request) {
        Map<String, String> parameters = request.parameters();
        Ehr.App app = ehr.apps().get(parameters.getOrDefault("app", ""));
        String patient = parameters.getOrDefault("patient", "");
        boolean known =
                Records.patients().stream().anyMatch(candidate -> candidate.id().equals(patient));
        if (app == null || !known) {
            return Outgoing.html(
                    404,
                    Pages.error(
                            "Nothing to start",
                            "The EHR has no such application or no such patient.",
                            "Choose both on the launch page."));
        }
        String launch = ehr.launch(Json.createObjectBuilder()
                .add("patient", patient)
                .add("encounter", patient.replace("pat", "enc"))
                .add("need_patient_banner", true)
                .build());
        String url = app.launchUrl();
        return Outgoing.redirect(url + (url.contains("?") ? "&" : "?") + "iss="
                + URLEncoder.encode(ehr.fhirBase(), UTF_8) + "&launch=" + launch);
    }

    static Endpoint endpoint(String path) {
        return switch (path) {
            case "/fhir/.well-known/smart-configuration" -> Endpoint.SMART_CONFIGURATION;
            case "/auth/authorize" -> Endpoint.AUTHORIZE;
            case "/auth/token" -> Endpoint.TOKEN;
            case "/auth/.well-known/openid-configuration" -> Endpoint.OPENID_CONFIGURATION;
            case "/auth/jwks" -> Endpoint.JWKS;
            case "/auth/introspect" -> Endpoint.INTROSPECT;
            case "/auth/revoke" -> Endpoint.REVOKE;
            case "/auth/register" -> Endpoint.REGISTER;
            case "/brands" -> Endpoint.BRANDS;
            default -> byFolder(path);
        };
    }

    private static Endpoint byFolder(String path) {
        if (path.startsWith("/fhir/") || path.startsWith("/imaging/")) {
            return Endpoint.FHIR;
        }
        if (path.startsWith("/auth/register/")) {
            return Endpoint.REGISTER;
        }
        return path.startsWith("/published/") ? Endpoint.PUBLISHED : Endpoint.OTHER;
    }
}
