package io.safire.tck.support;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Area;
import io.safire.tck.Assertion;
import io.safire.tck.secret.LoggedRun;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** Builds the application under test: the implementation's jars, the test, and the settings of its servers. */
public final class TckArchive {

    /** Where all authorization codes go. */
    public static final String REDIRECT_URI = "https://app.example/callback";

    /** A setting of Quarkus, where telemetry is on unless it is switched off; elsewhere it is the other way round. */
    public static final String QUARKUS_TELEMETRY_OFF = "quarkus.otel.sdk.disabled";

    /** A server of which only the environment of the runtime has the base URL. */
    public static final String ENVIRONMENT_SERVER = "fromenv";

    /** The variable with it. */
    public static final String ENVIRONMENT_VARIABLE = "SAFIRE_FROMENV_BASE_URL";

    /** Its value. */
    public static final String ENVIRONMENT_URL = "https://fhir.fromenv.example/r4";

    /** No test depends on how soon a response comes, but for those that set another timeout. */
    private static final String LONG_TIMEOUT = "PT50S";

    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private static final @Nullable String FOLDER = System.getProperty(LoggedRun.FOLDER);

    private final SandboxControl control = SandboxSession.control();
    private final Map<String, String> config = new LinkedHashMap<>();
    private final WebArchive war;

    private TckArchive(String name) {
        war = ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml");
        config.put(QUARKUS_TELEMETRY_OFF, "true");
        config.put("tck.sandbox", System.getProperty(SandboxSession.ADDRESS));
        if (FOLDER != null) {
            config.put(FinestLog.FOLDER, FOLDER);
        }
    }

    /**
     * An application without servers.
     *
     * @param test the test class
     * @return the archive
     */
    public static TckArchive of(Class<?> test) {
        TckArchive archive = new TckArchive(test.getSimpleName().toLowerCase(Locale.ROOT));
        archive.war
                .addClass(test)
                .addClasses(Area.class, Assertion.class)
                .addPackage(Bench.class.getPackage())
                .addPackage(SandboxControl.class.getPackage());
        return archive;
    }

    /**
     * Creates an application without servers and without anything of the tests, which drive it over HTTP.
     *
     * @param name its name, which is its context path where a runtime has one
     * @return the archive
     */
    public static TckArchive named(String name) {
        TckArchive archive = new TckArchive(name);
        archive.war.addClass(FinestLog.class);
        return archive;
    }

    /**
     * Adds a server with a simulated EHR of the same name behind it and the client {@code app-<name>}.
     *
     * @param name its name
     * @param type its client type
     * @return this archive
     */
    public TckArchive server(String name, String type) {
        return server(name, type, REDIRECT_URI);
    }

    /**
     * Adds a server as {@link #server(String, String)} does.
     *
     * @param name its name
     * @param type its client type
     * @param redirectUri where its authorization codes go
     * @return this archive
     */
    public TckArchive server(String name, String type, String redirectUri) {
        return configured(control.open(name), name, type, redirectUri);
    }

    /**
     * Adds a server that speaks https.
     *
     * @param name its name
     * @param type its client type
     * @return this archive
     */
    public TckArchive httpsServer(String name, String type) {
        return configured(control.openHttps(name), name, type, REDIRECT_URI);
    }

    /**
     * Adds a server that can answer below HTTP, and counts its connections.
     *
     * @param name its name
     * @param type its client type
     * @return this archive
     */
    public TckArchive rawServer(String name, String type) {
        return configured(control.openRaw(name), name, type, REDIRECT_URI);
    }

    /**
     * Adds a server that knows no client of this application yet.
     *
     * @param name its name
     * @param type its client type
     * @return this archive
     */
    public TckArchive unregistered(String name, String type) {
        SandboxServer server = control.open(name);
        server.reset();
        set(name, "base-url", server.fhirBase().toString());
        longTimeouts(name);
        set(name, "client-type", type);
        set(name, "redirect-uri", REDIRECT_URI);
        return set(name, "scopes", "launch/patient openid fhirUser patient/*.rs offline_access");
    }

    /**
     * Lets a setting of a server be an address at another simulated EHR.
     *
     * @param server the name of the server
     * @param key the key below it
     * @param other the name of the EHR
     * @param path the path there
     * @return this archive
     */
    public TckArchive point(String server, String key, String other, String path) {
        return set(server, key, control.open(other).issuer().resolve(path).toString());
    }

    /**
     * Lets the metadata of a server name endpoints at other hosts.
     *
     * @param server the name of the server
     * @param others gives addresses at these hosts
     * @return this archive
     */
    public TckArchive endpointHosts(String server, Function<SandboxControl, Stream<URI>> others) {
        String hosts = others.apply(control).map(URI::getAuthority).distinct().collect(Collectors.joining(","));
        return set(server, "endpoint-hosts", hosts);
    }

    /**
     * Adds a second registration at the simulated EHR of another server.
     *
     * @param name its name
     * @param other the name of the other server
     * @return this archive
     */
    public TckArchive twin(String name, String other) {
        for (String key : List.of("base-url", "client-id", "client-type", "redirect-uri", "scopes")) {
            set(name, key, String.valueOf(config.get("safire." + other + "." + key)));
        }
        longTimeouts(name);
        return this;
    }

    /**
     * Adds a server that speaks TLS 1.1 at the most, which no client may do.
     *
     * @param name its name
     * @return this archive
     */
    public TckArchive oldTlsServer(String name) {
        return set(name, "base-url", control.oldTls() + "/fhir")
                .set(name, "authorization-endpoint", control.oldTls() + "/authorize")
                .set(name, "token-endpoint", control.oldTls() + "/token")
                .set(name, "client-id", "app-" + name);
    }

    /**
     * Adds a server that sends a TLS record byte by byte until the client leaves.
     *
     * @param name its name
     * @param handshake whether it is a record of the handshake, or else of the response
     * @return this archive
     */
    public TckArchive tricklingServer(String name, boolean handshake) {
        URI origin = control.trickleTls(handshake);
        return set(name, "base-url", origin + "/fhir")
                .set(name, "authorization-endpoint", origin + "/authorize")
                .set(name, "token-endpoint", origin + "/token")
                .set(name, "client-id", "app-" + name)
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem")
                .set(name, "connect-timeout", "PT1S")
                .set(name, "read-timeout", "PT1S");
    }

    /**
     * Adds or changes a setting of a server.
     *
     * @param server its name
     * @param key the key below it
     * @param value the value
     * @return this archive
     */
    public TckArchive set(String server, String key, String value) {
        return set("safire." + server + "." + key, value);
    }

    /**
     * Adds or changes a setting.
     *
     * @param key the whole key
     * @param value the value
     * @return this archive
     */
    public TckArchive set(String key, String value) {
        config.put(key, value);
        return this;
    }

    /**
     * Lets the interfaces of a MicroProfile Rest Client key go to the FHIR base of a server.
     *
     * @param server the name of the server, which is the key too
     * @return this archive
     */
    public TckArchive restClient(String server) {
        return set(server + "/mp-rest/url", control.open(server).fhirBase().toString());
    }

    /**
     * Lets the interfaces of a MicroProfile Rest Client key go to 127.0.0.1 in place of localhost.
     *
     * @param server the name of the server, which is the key too
     * @return this archive
     */
    public TckArchive loopbackRestClient(String server) {
        String base = control.open(server).fhirBase().toString();
        return set(server + "/mp-rest/url", base.replace("localhost", "127.0.0.1"));
    }

    /**
     * Names the issuer of a server's ID tokens in its settings.
     *
     * @param server its name
     * @return this archive
     */
    public TckArchive issuer(String server) {
        return set(server, "id-token-issuer", control.open(server).issuer().toString());
    }

    /**
     * Gives a server the URL of a key set, at the https server {@value Bench#KEY_HOST}; the test publishes it there.
     *
     * @param server its name
     * @return this archive
     */
    public TckArchive keySet(String server) {
        return set(
                server,
                "jwks-url",
                control.openHttps(Bench.KEY_HOST).published(server + ".json").toString());
    }

    /**
     * Lets settings be changed while the application runs, by {@link Changes}.
     *
     * @return this archive
     */
    public TckArchive withChanges() {
        // Payara keeps values for a minute otherwise
        return set("mp.config.cache.duration", "0");
    }

    /**
     * Adds the certificate of the sandbox's authority as the resource {@code sandbox-ca.pem}.
     *
     * @return this archive
     */
    public TckArchive withAuthority() {
        war.addAsResource(new StringAsset(control.caCertificatePem()), "sandbox-ca.pem");
        return this;
    }

    /**
     * Adds classes of the test.
     *
     * @param classes the classes
     * @return this archive
     */
    public TckArchive with(Class<?>... classes) {
        war.addClasses(classes);
        return this;
    }

    /**
     * Adds the classes of a package.
     *
     * @param member a class of it
     * @return this archive
     */
    public TckArchive withPackageOf(Class<?> member) {
        war.addPackage(member.getPackage());
        return this;
    }

    /**
     * Adds the classes of a package that the JVM of the tests cannot load.
     *
     * @param name the name of the package
     * @return this archive
     */
    public TckArchive withPackage(String name) {
        war.addPackage(name);
        return this;
    }

    /**
     * Adds the implementation's optional jars.
     *
     * @param group the folder below that of the other jars
     * @return this archive
     */
    public TckArchive withJars(String group) {
        addJars(new File(System.getProperty("tck.libraries"), group));
        return this;
    }

    /**
     * Adds the jars and the settings.
     *
     * @return the application
     */
    public WebArchive build() {
        addJars(new File(System.getProperty("tck.libraries")));
        return buildWithoutJars();
    }

    /**
     * Adds the settings.
     *
     * @return the application without the implementation
     */
    public WebArchive buildWithoutJars() {
        noteSecrets();
        String properties = config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
                .collect(Collectors.joining("\n"));
        return war.addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
    }

    /** Adds a resource that a setting names. */
    TckArchive resource(String location, byte[] content) {
        war.addAsResource(new ByteArrayAsset(content), location.replace("classpath:", ""));
        return this;
    }

    private void addJars(File folder) {
        File[] jars = folder.listFiles((parent, name) -> name.endsWith(".jar"));
        Stream.of(jars == null ? new File[0] : jars)
                .forEach(jar -> war.addAsLibrary(ShrinkWrap.createFromZipFile(JavaArchive.class, jar)));
    }

    private void noteSecrets() {
        if (FOLDER != null) {
            List<String> secrets = config.entrySet().stream()
                    .flatMap(entry -> KnownSecrets.of(entry.getKey(), entry.getValue()).stream())
                    .toList();
            KnownSecrets.append(Path.of(FOLDER, "settings.secrets"), secrets);
        }
    }

    private TckArchive configured(SandboxServer server, String name, String type, String redirectUri) {
        String client = "app-" + name;
        server.reset();
        server.client(
                switch (type) {
                    case "public" -> ClientEntry.publicClient(client, redirectUri);
                    case "confidential-symmetric" -> ClientEntry.secretClient(client, Bench.SECRET, redirectUri);
                    default -> ClientEntry.keyClient(client, TestKeys.jwks(), redirectUri);
                });
        set(name, "base-url", server.fhirBase().toString());
        longTimeouts(name);
        set(name, "client-id", client);
        set(name, "client-type", type);
        set(name, "redirect-uri", redirectUri);
        return set(name, "scopes", "launch/patient openid fhirUser patient/*.rs offline_access");
    }

    private void longTimeouts(String name) {
        set(name, "connect-timeout", LONG_TIMEOUT);
        set(name, "read-timeout", LONG_TIMEOUT);
    }

    /** Backslashes for properties files, and for the dollar signs of MicroProfile Config. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("${", "\\\\${");
    }
}
