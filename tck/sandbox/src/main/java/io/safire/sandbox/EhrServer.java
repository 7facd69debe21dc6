package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A simulated EHR that listens on a port of its own. */
final class EhrServer implements AutoCloseable {

    private final EhrState ehr;
    private final HttpServer server;
    private final @Nullable ScriptingProxy proxy;
    private final ResponseScripts scripts = new ResponseScripts();
    private final SecretRecorder seenSecrets = new SecretRecorder();
    private final SmartConfiguration configuration;
    private final AuthorizationEndpoint authorize;
    private final TokenIssuanceEndpoint token;
    private final IntrospectionEndpoint introspection;
    private final RevocationEndpoint revocation;
    private final EndSessionEndpoint endSession;
    private final DynamicRegistrationEndpoint registrations;
    private final FhirServer fhir;
    private final UserAccessBrands brands;
    private final BulkExport bulk;
    private final BulkFileServer files;

    EhrServer(
            String name,
            URI origin,
            HttpServer server,
            @Nullable ScriptingProxy proxy,
            Supplier<HttpServer> fileServers,
            Executor executor,
            HttpClient http) {
        this.server = server;
        this.proxy = proxy;
        this.ehr = new EhrState(name, origin, new ClientKeySetCache(http));
        this.configuration = new SmartConfiguration(ehr);
        ClientAuthenticationCheck clients = new ClientAuthenticationCheck(ehr, configuration);
        this.authorize = new AuthorizationEndpoint(ehr);
        this.token = new TokenIssuanceEndpoint(ehr, clients);
        this.introspection = new IntrospectionEndpoint(ehr, clients);
        this.revocation = new RevocationEndpoint(ehr, clients);
        this.endSession = new EndSessionEndpoint(ehr);
        this.registrations = new DynamicRegistrationEndpoint(ehr, new ClientMetadataValidator(ehr, configuration));
        this.fhir = new FhirServer(ehr);
        this.brands = new UserAccessBrands(ehr);
        this.files = new BulkFileServer(origin.getScheme(), fileServers, executor, this::handle);
        this.bulk = new BulkExport(ehr, files, seenSecrets);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
        if (proxy != null) {
            proxy.start(this);
        }
    }

    EhrState ehr() {
        return ehr;
    }

    ResponseScripts scripts() {
        return scripts;
    }

    SecretRecorder seenSecrets() {
        return seenSecrets;
    }

    DynamicRegistrationEndpoint registrations() {
        return registrations;
    }

    /** Sends a request to the authorization endpoint in the role of the user agent, without following the redirect. */
    OutgoingResponse authorize(IncomingRequest request) {
        OutgoingResponse response = authorize.respond(request);
        seenSecrets.recordResponse(response);
        return response;
    }

    @Override
    public void close() {
        try {
            if (proxy != null) {
                proxy.close();
            }
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
        files.close();
        server.stop(0);
    }

    /** Returns the port of the HTTP server itself, which can differ from the port that clients use. */
    int port() {
        return server.getAddress().getPort();
    }

    /** Returns the number of connections that clients hold open. */
    int connections() {
        if (proxy == null) {
            throw new IllegalArgumentException(
                    ehr.name() + " does not count connections. Open it with SandboxControl.openRaw or openMutualTls.");
        }
        return proxy.connections();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            IncomingRequest request = IncomingRequest.read(exchange);
            Endpoint endpoint = endpoint(request.path());
            JsonObject plan = scripts.next(endpoint);
            CountDownLatch gate = scripts.gate();
            record(endpoint, request);
            new ResponseWriter(exchange, plan, ehr.clockOffset(), gate).write(() -> {
                OutgoingResponse response = respond(endpoint, request);
                seenSecrets.recordResponse(response);
                return response;
            });
        } catch (OAuthErrorException error) {
            new ResponseWriter(exchange, SandboxJson.createObjectBuilder().build(), ehr.clockOffset(), scripts.gate())
                    .write(error::response);
        } finally {
            exchange.close();
        }
    }

    /**
     * Records a request before the response is sent, so that a test can find the request as soon as the response
     * arrives.
     */
    void record(Endpoint endpoint, IncomingRequest request) {
        seenSecrets.recordRequest(request);
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

    private OutgoingResponse respond(Endpoint endpoint, IncomingRequest request) {
        return switch (endpoint) {
            case SMART_CONFIGURATION -> configuration.respond(request);
            case AUTHORIZE -> authorize.respond(request);
            case TOKEN -> token.respond(request);
            case OPENID_CONFIGURATION -> OutgoingResponse.json(200, configuration.openidConfiguration());
            case JWKS ->
                OutgoingResponse.json(200, ehr.signingKeys().publicKeys()).withHeader("Cache-Control", "max-age=3600");
            case INTROSPECT -> introspection.respond(request);
            case REVOKE -> revocation.respond(request);
            case END_SESSION -> endSession.respond(request);
            case REGISTER -> registrations.respond(request);
            case FHIR -> fhir.respond(request);
            case BULK_KICKOFF, BULK_STATUS, BULK_PAGE, BULK_FILE -> bulk.respond(endpoint, request);
            case PUBLISHED ->
                ehr.published().getOrDefault(request.path(), OutgoingResponse.text(404, "text/plain", "not published"));
            case BRANDS -> brands.respond(request);
            case OTHER -> respondToOther(request);
        };
    }

    private OutgoingResponse respondToOther(IncomingRequest request) {
        return switch (request.path()) {
            case "/style.css" -> OutgoingResponse.text(200, "text/css", HtmlPages.STYLE);
            case "/", "/ehr" -> OutgoingResponse.html(200, HtmlPages.launchPage(ehr));
            case "/ehr/launch" -> launch(request);
            default -> notFound(request);
        };
    }

    private static OutgoingResponse notFound(IncomingRequest request) {
        return request.header("accept").contains("text/html")
                ? OutgoingResponse.html(
                        404,
                        HtmlPages.error(
                                "Page not found",
                                "The EHR has no page at this URL.",
                                "Start an application on the launch page."))
                : OutgoingResponse.json(
                        404,
                        SandboxJson.createObjectBuilder()
                                .add("error", "not_found")
                                .build());
    }

    private OutgoingResponse launch(IncomingRequest request) {
        Map<String, String> parameters = request.parameters();
        EhrState.LaunchableApp app = ehr.apps().get(parameters.getOrDefault("app", ""));
        String patient = parameters.getOrDefault("patient", "");
        boolean known = SampleRecords.patients().stream()
                .anyMatch(candidate -> candidate.id().equals(patient));
        if (app == null || !known) {
            return OutgoingResponse.html(
                    404,
                    HtmlPages.error(
                            "Nothing to start",
                            "The EHR has no such application or no such patient.",
                            "Choose both on the launch page."));
        }
        String launch = ehr.startLaunch(SandboxJson.createObjectBuilder()
                .add("patient", patient)
                .add("encounter", patient.replace("pat", "enc"))
                .add("need_patient_banner", true)
                .build());
        String url = app.launchUrl();
        return OutgoingResponse.redirect(url + (url.contains("?") ? "&" : "?") + "iss="
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
            case "/auth/logout" -> Endpoint.END_SESSION;
            case "/auth/register" -> Endpoint.REGISTER;
            case "/brands" -> Endpoint.BRANDS;
            default -> byFolder(path);
        };
    }

    private static Endpoint byFolder(String path) {
        return BulkExport.endpoint(path).orElseGet(() -> byPrefix(path));
    }

    private static Endpoint byPrefix(String path) {
        if (path.startsWith("/fhir/") || path.startsWith("/imaging/")) {
            return Endpoint.FHIR;
        }
        if (path.startsWith("/auth/register/")) {
            return Endpoint.REGISTER;
        }
        return path.startsWith("/published/") ? Endpoint.PUBLISHED : Endpoint.OTHER;
    }
}
