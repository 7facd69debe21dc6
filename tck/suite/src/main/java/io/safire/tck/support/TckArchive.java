package io.safire.tck.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.area.Area;
import io.safire.tck.area.ClaimedAreas;
import io.safire.tck.secret.TckRunFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** A builder of the application under test: the modules of the implementation, the test, and the settings of the servers. */
public final class TckArchive {

    /** The system property with the folder of the jars that each application contains. */
    public static final String LIBRARIES_PROPERTY = "tck.libraries";

    /** The folder of the jars if the system property is not set. */
    public static final String DEFAULT_LIBRARIES = "target/libs";

    /** The redirect URI of all clients. */
    public static final String REDIRECT_URI = "https://app.example/callback";

    /** A Quarkus setting that disables telemetry. Quarkus enables telemetry by default; other runtimes do not. */
    public static final String QUARKUS_TELEMETRY_OFF = "quarkus.otel.sdk.disabled";

    /** A server whose base URL is set only in the environment of the runtime. */
    public static final String ENVIRONMENT_SERVER = "fromenv";

    /** The environment variable with the base URL. */
    public static final String ENVIRONMENT_VARIABLE = "SAFIRE_FROMENV_BASE_URL";

    /** The value of the environment variable. */
    public static final String ENVIRONMENT_URL = "https://fhir.fromenv.example/r4";

    /** A timeout that no test reaches. Tests that depend on a timeout set a shorter timeout. */
    private static final String LONG_TIMEOUT = "PT50S";

    /** The folder with the jars of the implementation. It may be missing if the class path of the runtime contains them. */
    private static final String LIBRARIES = System.getProperty(LIBRARIES_PROPERTY, DEFAULT_LIBRARIES);

    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w+}");

    private static final @Nullable String LOG_DIRECTORY = System.getProperty(TckRunFiles.DIRECTORY_PROPERTY);

    private final SandboxControl control = SandboxSession.control();
    private final Map<String, String> config = new LinkedHashMap<>();
    private final Set<String> expressions = new HashSet<>();
    private final List<String> fileSecrets = new ArrayList<>();
    private final WebArchive war;

    private TckArchive(String name) {
        war = ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml");
        config.put(QUARKUS_TELEMETRY_OFF, "true");
        config.put("tck.sandbox", System.getProperty(SandboxSession.URL_PROPERTY));
        config.put(SafireMessage.SETTING, String.valueOf(ClaimedAreas.claimed().contains(Area.MESSAGES)));
        if (LOG_DIRECTORY != null) {
            config.put(FinestLogFile.DIRECTORY_SETTING, LOG_DIRECTORY);
        }
    }

    /** Creates an application with the test class and without servers. */
    public static TckArchive of(Class<?> test) {
        TckArchive archive = new TckArchive(test.getSimpleName().toLowerCase(Locale.ROOT));
        archive.war
                .addClass(test)
                .addClasses(SharedApplication.class, Assertion.class)
                .addPackage(TckContext.class.getPackage())
                .addPackage(SandboxControl.class.getPackage());
        return archive;
    }

    /**
     * Creates an application without servers and without test classes, for tests that access the application over HTTP.
     *
     * @param name the name, which is the context path on runtimes that support context paths
     */
    public static TckArchive named(String name) {
        TckArchive archive = new TckArchive(name);
        archive.war.addClass(FinestLogFile.class);
        return archive;
    }

    /**
     * Adds a server that a simulated EHR of the same name implements, with the {@code client_id} {@code app-<name>}.
     *
     * @param type {@code public}, {@code confidential-symmetric} or {@code confidential-asymmetric}
     */
    public TckArchive server(String name, String type) {
        return server(name, type, REDIRECT_URI);
    }

    /** Adds a server as {@link #server(String, String)} does, but with a different redirect URI. */
    public TckArchive server(String name, String type, String redirectUri) {
        return configure(control.open(name), name, type, redirectUri);
    }

    /** Adds a server that uses https. */
    public TckArchive httpsServer(String name, String type) {
        return configure(control.openHttps(name), name, type, REDIRECT_URI);
    }

    /** Adds a server that supports responses below the level of HTTP and counts its connections. */
    public TckArchive rawServer(String name, String type) {
        return configure(control.openRaw(name), name, type, REDIRECT_URI);
    }

    /** Adds a server at which the application is not registered yet. */
    public TckArchive unregisteredServer(String name, String type) {
        SandboxServer server = control.open(name);
        server.reset();
        set(name, "base-url", server.fhirBase().toString());
        setLongTimeouts(name);
        set(name, "client-type", type);
        set(name, "redirect-uri", REDIRECT_URI);
        return set(name, "scopes", "launch/patient openid fhirUser patient/*.rs offline_access");
    }

    /**
     * Sets a setting of a server to a URL at another simulated EHR.
     *
     * @param key the key without the prefix of the server
     * @param other the name of the EHR
     * @param path the path of the URL
     */
    public TckArchive setUrl(String server, String key, String other, String path) {
        return set(server, key, control.open(other).issuer().resolve(path).toString());
    }

    /**
     * Removes the minimum of one minute for which a client caches the metadata, so that {@code no-store} and
     * {@code max-age=0} take effect.
     */
    public TckArchive withoutMinimumMetadataLifetime(String... names) {
        for (String name : names) {
            set(name, "metadata-refresh-interval", "PT0.000000001S");
        }
        return this;
    }

    /**
     * Allows the metadata of a server to contain endpoints on other hosts.
     *
     * @param others the function that returns URLs on the other hosts
     */
    public TckArchive endpointHosts(String server, Function<SandboxControl, Stream<URI>> others) {
        String hosts = others.apply(control).map(URI::getAuthority).distinct().collect(Collectors.joining(","));
        return set(server, "endpoint-hosts", hosts);
    }

    /**
     * Adds another server with the same registration at the simulated EHR of an existing server.
     *
     * @param other the name of the existing server
     */
    public TckArchive duplicateRegistration(String name, String other) {
        for (String key : List.of("base-url", "client-id", "client-type", "redirect-uri", "scopes")) {
            set(name, key, String.valueOf(config.get("safire." + other + "." + key)));
        }
        setLongTimeouts(name);
        return this;
    }

    /** Adds a server that supports TLS 1.1 at most. Clients must not use this server. */
    public TckArchive oldTlsServer(String name) {
        return set(name, "base-url", control.openOldTls() + "/fhir")
                .set(name, "authorization-endpoint", control.openOldTls() + "/authorize")
                .set(name, "token-endpoint", control.openOldTls() + "/token")
                .set(name, "client-id", "app-" + name);
    }

    /** Adds a server that accepts no connection, so that each connection attempt times out. */
    public TckArchive unresponsiveServer(String name) {
        URI origin = control.openUnresponsive();
        return set(name, "base-url", origin + "/fhir")
                .set(name, "authorization-endpoint", origin + "/authorize")
                .set(name, "token-endpoint", origin + "/token")
                .set(name, "client-id", "app-" + name)
                .set(name, "connect-timeout", "PT0.3S");
    }

    /**
     * Adds a server that sends a TLS record byte by byte until the client closes the connection.
     *
     * @param handshake true for a record of the handshake, false for a record of the response
     */
    public TckArchive tricklingServer(String name, boolean handshake) {
        URI origin = control.openTrickleTls(handshake);
        return set(name, "base-url", origin + "/fhir")
                .set(name, "authorization-endpoint", origin + "/authorize")
                .set(name, "token-endpoint", origin + "/token")
                .set(name, "client-id", "app-" + name)
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem")
                .set(name, "connect-timeout", "PT0.3S")
                .set(name, "read-timeout", "PT0.3S");
    }

    /**
     * Sets a setting of a server.
     *
     * @param key the key without the prefix of the server
     */
    public TckArchive set(String server, String key, String value) {
        return set("safire." + server + "." + key, value);
    }

    /**
     * Sets a setting.
     *
     * @param key the complete key
     */
    public TckArchive set(String key, String value) {
        config.put(key, value);
        return this;
    }

    /**
     * Sets a setting of a server to a value in which MicroProfile Config replaces <code>${…}</code>, {@code $$} and
     * <code>\$</code>. The other methods escape <code>${</code>.
     *
     * @param key the key without the prefix of the server
     */
    public TckArchive setExpression(String server, String key, String value) {
        expressions.add("safire." + server + "." + key);
        return set(server, key, value);
    }

    /**
     * Writes a private key to a file outside the application, and sets the location of the file.
     *
     * @param file the file, which exists until the JVM of the tests ends
     */
    public TckArchive setKeyFile(String server, Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        file.toFile().deleteOnExit();
        String text = new String(content, UTF_8);
        boolean isText = text.chars().noneMatch(character -> character == 0 || character == '\uFFFD');
        fileSecrets.addAll(
                isText
                        ? KnownSecrets.secretLines(".private-key", text)
                        : List.of(Base64.getEncoder().encodeToString(content)));
        return set(server, "private-key.location", file.toString());
    }

    /** Creates a directory for files outside the application, which exists until the JVM of the tests ends. */
    public static Path createFolder() {
        try {
            Path folder = Files.createTempDirectory("safire-tck");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Sets the URL of a MicroProfile Rest Client to the FHIR base URL of a server. The {@code configKey} of the REST
     * client is the name of the server.
     */
    public TckArchive restClient(String server) {
        return set(server + "/mp-rest/url", control.open(server).fhirBase().toString());
    }

    /** Sets the same URL as {@link #restClient}, but on 127.0.0.1 instead of localhost. */
    public TckArchive loopbackRestClient(String server) {
        String base = control.open(server).fhirBase().toString();
        return set(server + "/mp-rest/url", base.replace("localhost", "127.0.0.1"));
    }

    /** Sets the expected issuer of a server's ID tokens. */
    public TckArchive setIssuer(String server) {
        return set(server, "issuer", control.open(server).issuer().toString());
    }

    /**
     * Sets the URL of the client's JWKS, at the HTTPS server {@value TckContext#KEY_HOST}. The test publishes the JWKS
     * at this URL.
     */
    public TckArchive setJwksUrl(String server) {
        return set(
                server,
                "jwks-url",
                control.openHttps(TckContext.KEY_HOST)
                        .publishedUrl(server + ".json")
                        .toString());
    }

    /** Allows tests to change settings with {@link SettingChanges} while the application runs. */
    public TckArchive withSettingChanges() {
        // without this setting, Payara caches values for a minute
        return set("mp.config.cache.duration", "0");
    }

    /** Adds the certificate of the sandbox's authority as the resource {@code sandbox-ca.pem}. */
    public TckArchive withAuthority() {
        war.addAsResource(new StringAsset(control.caCertificatePem()), "sandbox-ca.pem");
        return this;
    }

    /** Adds classes that the test needs. */
    public TckArchive with(Class<?>... classes) {
        war.addClasses(classes);
        return this;
    }

    /** Adds all classes in the package of the given class. */
    public TckArchive withPackageOf(Class<?> member) {
        war.addPackage(member.getPackage());
        return this;
    }

    /** Adds all classes of the package with this name, for a package whose classes the JVM of the tests cannot load. */
    public TckArchive withPackage(String name) {
        war.addPackage(name);
        return this;
    }

    /**
     * Adds optional modules of the implementation.
     *
     * @param group the name of the directory with these modules
     */
    public TckArchive withJars(String group) {
        addJars(new File(LIBRARIES, group));
        return this;
    }

    /** Adds the modules of the implementation and the settings, and builds the application. */
    public WebArchive build() {
        addJars(new File(LIBRARIES));
        return buildWithoutJars();
    }

    /** Adds the settings and builds the application without the implementation. */
    public WebArchive buildWithoutJars() {
        recordSecrets();
        String properties = config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escape(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
        return war.addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
    }

    /** Adds a resource at a location with the prefix {@code classpath:}. */
    public TckArchive resource(String location, byte[] content) {
        war.addAsResource(new ByteArrayAsset(content), location.replace("classpath:", ""));
        return this;
    }

    private void addJars(File folder) {
        File[] jars = folder.listFiles((parent, name) -> name.endsWith(".jar"));
        Stream.of(jars == null ? new File[0] : jars)
                .forEach(jar -> war.addAsLibrary(ShrinkWrap.createFromZipFile(JavaArchive.class, jar)));
    }

    /** Returns whether a value is only an expression, which an error message may quote. */
    private boolean isReference(String key) {
        return expressions.contains(key) && REFERENCE.matcher(config.get(key)).matches();
    }

    private void recordSecrets() {
        if (LOG_DIRECTORY != null) {
            List<String> secrets = config.entrySet().stream()
                    .filter(entry -> !isReference(entry.getKey()))
                    .flatMap(entry -> KnownSecrets.secretLines(entry.getKey(), entry.getValue()).stream())
                    .toList();
            KnownSecrets.append(Path.of(LOG_DIRECTORY, "settings.secrets"), secrets);
            KnownSecrets.append(Path.of(LOG_DIRECTORY, "settings.secrets"), fileSecrets);
        }
    }

    private TckArchive configure(SandboxServer server, String name, String type, String redirectUri) {
        String client = "app-" + name;
        server.reset();
        server.registerClient(
                switch (type) {
                    case "public" -> SandboxClient.publicClient(client, redirectUri);
                    case "confidential-symmetric" ->
                        SandboxClient.secretClient(client, TckContext.CLIENT_SECRET, redirectUri);
                    default -> SandboxClient.keyClient(client, TestKeys.jwks(), redirectUri);
                });
        set(name, "base-url", server.fhirBase().toString());
        setLongTimeouts(name);
        set(name, "client-id", client);
        set(name, "client-type", type);
        set(name, "redirect-uri", redirectUri);
        return set(name, "scopes", "launch/patient openid fhirUser patient/*.rs offline_access");
    }

    private void setLongTimeouts(String name) {
        set(name, "connect-timeout", LONG_TIMEOUT);
        set(name, "read-timeout", LONG_TIMEOUT);
    }

    /** Escapes backslashes and line breaks for the properties format, and dollar signs for MicroProfile Config. */
    private String escape(String key, String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return expressions.contains(key) ? escaped : escaped.replace("${", "\\\\${");
    }
}
