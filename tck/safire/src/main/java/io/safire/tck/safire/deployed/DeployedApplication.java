package io.safire.tck.safire.deployed;

import static io.safire.tck.support.SandboxSession.control;

import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.browser.BrowserCookie;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.safire.observe.ReadinessProbe;
import io.safire.tck.support.KnownSecrets;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The deployed application, which the tests access over HTTP, with its URLs, its EHRs and the browsers of its users.
 */
public final class DeployedApplication {

    /** The EHR that launches the application over http. */
    public static final String EHR = "web-ehr";

    /** The EHR that launches the application over https. */
    public static final String SECURE_EHR = "web-ehr-tls";

    /** The server for standalone launches over http. */
    public static final String PORTAL = "web-portal";

    /** The server that is reached over http and has a launch lifetime of one second. */
    public static final String SHORT_LAUNCH = "web-brief";

    /** The server whose SMART configuration no test reads. */
    public static final String UNDISCOVERED = "web-lost";

    /** The server that issues tokens to the backend service. */
    public static final String JOB = "web-job";

    /** The server to which the application sends its secret with {@code client_secret_post}. */
    public static final String SECRET = "web-secret";

    /** The server for standalone launches over http whose secret only the credential source of the application has. */
    public static final String VAULT = "web-vault";

    /** The legitimate server next to {@link #HOSTILE}, for standalone launches over http. */
    public static final String HOSPITAL = "web-hospital";

    /** The hostile server, at which the application uses the same {@code client_id} and key as at {@link #HOSPITAL}. */
    public static final String HOSTILE = "web-hostile";

    /** The server for standalone launches over http whose error pages show a diagnosis. */
    public static final String DEVELOPMENT = "web-development";

    /** The server of a tenant, whose client the application creates in code. */
    public static final String TENANT = "web-tenant";

    /** The server of a customer, which only the server source of the application has. */
    public static final String CUSTOMER = "web-customer";

    private static final String PACKAGE = DeployedApplication.class.getPackageName() + ".";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(sandboxTrustingContext())
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <session-config>
                <cookie-config>
                  <http-only>true</http-only>
                  <secure>true</secure>
                  <attribute>
                    <attribute-name>SameSite</attribute-name>
                    <attribute-value>None</attribute-value>
                  </attribute>
                </cookie-config>
                <tracking-mode>COOKIE</tracking-mode>
              </session-config>
            </web-app>
            """;

    /** Payara reads {@code SameSite} only from this file. */
    private static final String GLASSFISH_WEB_XML = """
            <glassfish-web-app>
              <session-config>
                <cookie-properties>
                  <property name="cookieSameSite" value="None"/>
                  <property name="cookieSecure" value="true"/>
                </cookie-properties>
              </session-config>
            </glassfish-web-app>
            """;

    /** WildFly reads {@code SameSite} only from this file. */
    private static final String UNDERTOW_HANDLERS = "samesite-cookie(mode=None, cookie-pattern=JSESSIONID)\n";

    private final String name;

    private DeployedApplication(String name) {
        this.name = name;
    }

    /** Returns the application that contains the library. */
    public static DeployedApplication withLibrary() {
        return new DeployedApplication("deployed");
    }

    /** Returns the application that contains only its own resources, not the library. */
    public static DeployedApplication withoutLibrary() {
        return new DeployedApplication("alone");
    }

    /** Returns the application whose only server is one of a server source. */
    public static DeployedApplication withServerSource() {
        return new DeployedApplication("sourced");
    }

    /** Builds the archive with the library and a server source. */
    public WebArchive archiveWithServerSource() {
        String readiness = System.getProperty("tck.readiness", "");
        TckArchive archive = TckArchive.named(name)
                .withPackage(PACKAGE + "sourced")
                .with(ReadinessProbe.class)
                .withJars("observed")
                .withJars("deployed")
                .set("otel.sdk.disabled", "true")
                .set("tck.customer.base-url", server(CUSTOMER).fhirBase().toString())
                .set("tck.customer.key", TestKeys.pem(TestKeys.EC))
                .restClient(CUSTOMER);
        return (readiness.isEmpty() ? archive : archive.set(ReadinessProbe.URL_SETTING, readiness)).build();
    }

    /** Builds the archive with the library and all of its optional modules. */
    public WebArchive archive() {
        TckArchive archive = TckArchive.named(name)
                .withPackage(PACKAGE + "own")
                .withPackage(PACKAGE + "launch")
                .withPackage(PACKAGE + (hasServlets() ? "servlet" : "cookie"))
                .withJars("observed")
                .withJars("deployed")
                .set("otel.sdk.disabled", "true")
                .set("tck.other-key", TestKeys.pem(TestKeys.EC))
                .set("tck.tenant.base-url", server(TENANT).fhirBase().toString())
                .set("tck.tenant.redirect-uri", http("tenant/callback").toString());
        addLaunchServer(archive, EHR, http("smart/callback"));
        addLaunchServer(archive, SECURE_EHR, https("smart/callback"));
        archive.set(
                SECURE_EHR,
                "post-logout-redirect-uri",
                https("smart/signed-out").toString());
        server(SECURE_EHR)
                .registerClient(SandboxClient.publicClient(
                                "app-" + SECURE_EHR, https("smart/callback").toString())
                        .withPostLogoutRedirectUri(https("smart/signed-out").toString()));
        archive.server(PORTAL, "public", http("smart/callback").toString());
        archive.server(SHORT_LAUNCH, "public", http("smart/callback").toString())
                .set(SHORT_LAUNCH, "launch-lifetime", "PT1S");
        archive.server(DEVELOPMENT, "public", http("smart/callback").toString())
                .set(DEVELOPMENT, "development", "true")
                .set(DEVELOPMENT, "frame-ancestors", "https://ehr.example");
        archive.server(UNDISCOVERED, "public", http("smart/callback").toString());
        archive.server(JOB, "confidential-asymmetric")
                .set(JOB, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(JOB, "kid", "rsa-1")
                .set(JOB, "scopes", "system/*.rs")
                .set(JOB, "redirect-uri", "");
        archive.server(SECRET, "confidential-symmetric")
                .set(SECRET, "client-secret", TckContext.CLIENT_SECRET)
                .set(SECRET, "client-authentication-method", "client_secret_post");
        archive.server(VAULT, "confidential-symmetric", http("smart/callback").toString());
        addServerWithSharedKey(archive, HOSPITAL);
        addServerWithSharedKey(archive, HOSTILE);
        archive.withoutMinimumMetadataLifetime(HOSTILE);
        return withWebXml(archive.build());
    }

    /** Builds the archive without the library. */
    public WebArchive archiveWithoutLibrary() {
        return withWebXml(TckArchive.named(name).withPackage(PACKAGE + "own").buildWithoutJars());
    }

    /**
     * Returns a URL of the application over http.
     *
     * @param path the path relative to the Jakarta REST application path
     */
    public URI http(String path) {
        return URI.create(System.getProperty("tck.http") + context() + "/api/" + path);
    }

    /**
     * Returns a URL of the application over https.
     *
     * @param path the path relative to the Jakarta REST application path
     */
    public URI https(String path) {
        return URI.create(System.getProperty("tck.https") + context() + "/api/" + path);
    }

    /** Returns the context path of the application, empty on runtimes that serve a single application at the root. */
    public String context() {
        return hasServlets() ? "/" + name : "";
    }

    /** Returns a browser without cookies that trusts the sandbox's certificate authority. */
    public CookieBrowser browser() {
        return new CookieBrowser(HTTP, Clock.systemUTC(), DeployedApplication::recordSecret);
    }

    /** Returns a simulated EHR by name. */
    public static SandboxServer server(String server) {
        return control().open(server);
    }

    /** Resets all simulated EHRs, including their recorded requests and scripts. */
    public static void reset() {
        for (String server : List.of(
                EHR,
                SECURE_EHR,
                PORTAL,
                SHORT_LAUNCH,
                DEVELOPMENT,
                UNDISCOVERED,
                JOB,
                SECRET,
                VAULT,
                HOSPITAL,
                HOSTILE,
                TENANT)) {
            server(server).reset();
        }
    }

    /** Returns whether the cookie is the session cookie, either of the servlet container or of the application itself. */
    public static boolean isSessionCookie(String cookie) {
        return Set.of("JSESSIONID", "chart", "__Host-chart").contains(cookie);
    }

    /**
     * Records the value of a cookie as a secret. Session cookies of the servlet container are excluded, because the
     * container may log them.
     */
    private static void recordSecret(BrowserCookie cookie) {
        if (cookie.name().contains("safire-") || cookie.name().endsWith("chart")) {
            KnownSecrets.recordReceived(cookie.value());
        }
    }

    /** Returns whether the runtime supports servlet sessions. Other runtimes support only Jakarta REST. */
    private static boolean hasServlets() {
        return Boolean.getBoolean("tck.servlets");
    }

    private static void addLaunchServer(TckArchive archive, String server, URI redirectUri) {
        archive.server(server, "public", redirectUri.toString())
                .set(server, "scopes", "launch openid fhirUser patient/*.rs offline_access")
                .set(server, "frame-ancestors", "https://ehr.example")
                .restClient(server);
    }

    /** Adds one of the two servers at which the application uses the same {@code client_id} and key. */
    private void addServerWithSharedKey(TckArchive archive, String server) {
        String client = "app-" + HOSPITAL;
        String redirectUri = http("smart/callback").toString();
        archive.server(server, "confidential-asymmetric", redirectUri)
                .set(server, "client-id", client)
                .set(server, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(server, "kid", "rsa-1");
        server(server).registerClient(SandboxClient.keyClient(client, TestKeys.jwks(), redirectUri));
    }

    private static WebArchive withWebXml(WebArchive war) {
        return hasServlets()
                ? war.setWebXML(new StringAsset(WEB_XML))
                        .addAsWebInfResource(new StringAsset(GLASSFISH_WEB_XML), "glassfish-web.xml")
                        .addAsWebInfResource(new StringAsset(UNDERTOW_HANDLERS), "undertow-handlers.conf")
                : war;
    }

    private static SSLContext sandboxTrustingContext() {
        try {
            byte[] pem = control().caCertificatePem().getBytes(StandardCharsets.US_ASCII);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
