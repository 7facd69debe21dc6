package io.safire.tck.safire.configuration;

import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.Assertion;
import io.safire.tck.application.DeploymentFailure;
import io.safire.tck.bearer.JobApi;
import io.safire.tck.bearer.UnknownMethodApi;
import io.safire.tck.bearer.UnknownServerApi;
import io.safire.tck.inject.InjectedClients;
import io.safire.tck.support.ClientCertificateSetup;
import io.safire.tck.support.KeyFormats;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.tck.support.UnusableKeys;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mistakes in the configuration that make the deployment fail. One deployment has all mistakes, because one message
 * lists all of them. The class has its own application, because a deployment that fails cannot contain other tests.
 */
@Tag("configuration")
@ArquillianTest
public class BadConfigurationTest {

    private static final String HIDDEN = "walnut-ferry-storm";
    private static final String UNSET = "SAFIRE_TCK_UNSET_VARIABLE";
    private static final String AUTHORITY = "classpath:sandbox-ca.pem";

    @Deployment
    @ShouldThrowException(Exception.class)
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BadConfigurationTest.class)
                .withAuthority()
                .with(InjectedClients.class, UnknownServerApi.class, UnknownMethodApi.class, JobApi.class)
                .server("sb-job", "public")
                .server("epic", "public")
                .set("epic", "client-type", "confidental")
                .set("safire.base-url", "https://fhir.default.example/r4");
        addUnknownKeys(archive);
        addUnusableUrls(archive);
        addUnresolvedExpressions(archive);
        addMalformedScopes(archive);
        addKeyStores(archive);
        UnusableKeys.addTrustStore(archive, "trust-damaged");
        addPrivateKeys(archive);
        return archive.build();
    }

    private static void addUnknownKeys(TckArchive archive) {
        archive.set("epic", "scope", "system/" + HIDDEN + ".rs")
                .set("epci", "kid", "2026-01")
                .set("servers", "base-url", "https://fhir.example/r4")
                .set("secretive", "base-url", "https://fhir.example/r4")
                .set("secretive", "client-secret", HIDDEN)
                .set("secret-control", "base-url", "https://fhir.example/r4")
                .set("secret-control", "client-type", "confidential-symmetric")
                .set("secret-control", "client-secret", HIDDEN + "\n" + HIDDEN + "\n")
                .set("sb-job", "assertion-lifetime", "PT1S");
    }

    private static void addUnusableUrls(TckArchive archive) {
        archive.set("url-invalid", "base-url", "fhir.example/r4")
                .set("url-invalid", "client-type", "confidental")
                .set("url-invalid", "token-endpoint", "/token")
                .set("url-insecure", "base-url", "http://fhir.example/r4")
                .set("url-insecure", "redirect-uri", "ftp://app.example/callback")
                .set("url-insecure", "authorization-endpoint", "http://as.example/authorize")
                .set("url-insecure", "token-endpoint", "http://as.example/token")
                .set("url-plain", "base-url", "https://fhir.example/url-plain")
                .set("url-plain", "redirect-uri", "http://app.example/callback")
                .set("url-plain", "jwks-url", "http://app.example/jwks.json")
                .set("url-plain", "assertion-lifetime", "PT5M1S")
                .set("url-odd", "base-url", "https://fhir_1.example/r4")
                .set("url-odd", "redirect-uri", "https://app.example/*")
                .set("url-odd", "token-endpoint", "https://as.example/{tenant}/token")
                .set("url-further", "base-url", "https://fhir.example/url-further")
                .set(
                        "url-further",
                        "further-resource-urls",
                        "https://ok.example, http://a.example, https://b.example/../x")
                .set("url-secure", "base-url", "https://fhir.example/url-secure")
                .set("url-secure", "accept-tokens-of", "scope-good, url-further, url-absent");
    }

    private static void addUnresolvedExpressions(TckArchive archive) {
        archive.set("unset", "base-url", "https://fhir.example/unset")
                .set("unset", "client-type", "confidential-symmetric")
                .setExpression("unset", "client-secret", "${" + UNSET + "}")
                .setExpression("unset", "client-secret.previous", HIDDEN + "${" + HIDDEN + "}")
                .setExpression("unset", "client-id", "app-${" + UNSET + "}")
                .setExpression("unset", "issuer", "${" + UNSET + "}")
                .setExpression("unset", "endpoint-hosts", "${tck.unset:${" + UNSET + "}}")
                .setExpression("unset", "private-key.location", "/run/${" + UNSET + "}/key.pem")
                .setExpression("unset-url", "base-url", "${" + UNSET + "}");
    }

    private static void addMalformedScopes(TckArchive archive) {
        archive.set("scope-order", "base-url", "https://fhir.example/scope-order")
                .set("scope-order", "scopes", "launch/patient patient/Observation.sr")
                .set("scope-case", "base-url", "https://fhir.example/scope-case")
                .set("scope-case", "scopes", "launch/DiagnosticReport")
                .set("scope-good", "base-url", "https://fhir.example/scope-good")
                .set("scope-good", "scopes", "launch/diagnosticreport patient/Observation.rs?category=a&status=b");
    }

    private static void addKeyStores(TckArchive archive) {
        ClientCertificateSetup.addKeyStores(archive);
        addKeyStore(archive, "store-unset", ClientCertificateSetup.NULL_PASSWORD);
        addKeyStore(archive, "store-wrong", ClientCertificateSetup.TRUSTED)
                .set("store-wrong", "key-store.password", HIDDEN);
        addKeyStore(archive, "store-missing", "classpath:missing.p12")
                .set("store-missing", "key-store.password", HIDDEN);
        addKeyStore(archive, "store-pem", AUTHORITY).set("store-pem", "key-store.password", HIDDEN);
        addKeyStore(archive, "store-locked", ClientCertificateSetup.DIFFERENT_KEY_PASSWORD)
                .set("store-locked", "key-store.password", ClientCertificateSetup.PASSWORD);
        addKeyStore(archive, "store-good", ClientCertificateSetup.TRUSTED)
                .set("store-good", "key-store.password", ClientCertificateSetup.PASSWORD);
    }

    private static TckArchive addKeyStore(TckArchive archive, String name, String location) {
        return archive.set(name, "base-url", "https://fhir.example/" + name)
                .set(name, "trust-store.location", AUTHORITY)
                .set(name, "key-store.location", location);
    }

    private static void addPrivateKeys(TckArchive archive) {
        UnusableKeys.addServers(archive);
        UnusableKeys.addServer(archive, "key-missing")
                .set("key-missing", "private-key.location", "/no/such/folder/key.pem");
        UnusableKeys.addServer(archive, "key-is-path").set("key-is-path", "private-key", "/run/hidden/private.pem");
        UnusableKeys.addServer(archive, "path-is-key")
                .set("path-is-key", "private-key.location", TestKeys.pem(TestKeys.RSA));
        Path file = TckArchive.createFolder().resolve("good.pem");
        UnusableKeys.addServer(archive, "key-twice")
                .set("key-twice", "kid", "ec-1")
                .set("key-twice", "private-key", TestKeys.pem(TestKeys.EC))
                .setKeyFile("key-twice", file, TestKeys.pem(TestKeys.EC).getBytes());
        UnusableKeys.addServer(archive, "key-good")
                .set("key-good", "kid", "ec-1")
                .set("key-good", "private-key.location", file.toString());
    }

    @Test
    void namesInvalidClientTypeWithValidTypes() {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0102 epic: Invalid client_type: confidental; valid: public, confidential-symmetric,"
                        + " confidential-asymmetric. Change safire.epic.client-type.");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/232"})
    void namesAllUnusableUrls() {
        String invalid = "SAFIRE-0103 url-invalid: Configuration has invalid URIs: ";
        String insecure = "SAFIRE-0104 url-insecure: Configuration requires HTTPS for: ";
        assertThat(DeploymentFailure.message())
                .contains(invalid + "base_url (fhir.example/r4). Set safire.url-invalid.base-url to an absolute URL")
                .contains(invalid + "token_endpoint (/token). Set safire.url-invalid.token-endpoint to an absolute URL")
                .contains(
                        insecure + "base_url (http://fhir.example/r4).", insecure + "redirect_uri (ftp://app.example/")
                .contains(insecure + "authorization_endpoint (http://as.example/authorize).")
                .contains(insecure + "token_endpoint (http://as.example/token).")
                .contains("SAFIRE-0104 url-plain: Configuration requires HTTPS for: redirect_uri (http://app.example/")
                .contains("Set safire.url-insecure.base-url to an https URL.")
                .contains("With safire.url-insecure.allow-insecure-localhost=true")
                .doesNotContain("safire.url-secure.base-url");
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void namesUnusableFurtherResourceUrls() {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0104 url-further: Configuration requires HTTPS for: further_resource_urls"
                        + " (http://a.example).")
                .contains("SAFIRE-0103 url-further: Configuration has invalid URIs: further_resource_urls"
                        + " (https://b.example/../x).")
                .doesNotContain("(https://ok.example)");
    }

    @Test
    void rejectsTokensOfUnknownAndOtherServers() {
        assertThat(DeploymentFailure.message())
                .contains(
                        "SAFIRE-0105 url-secure: accept_tokens_of cannot be used: no server with the name url-absent is"
                                + " configured. Change safire.url-secure.accept-tokens-of.")
                .contains("SAFIRE-0105 url-secure: accept_tokens_of cannot be used: the base-url of the server"
                        + " scope-good is https://fhir.example/scope-good, and not https://fhir.example/url-secure.");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/301", "smart-2.2.0/324"})
    void rejectsJwksUrlWithoutHttps() {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0104 url-plain: Configuration requires HTTPS for: jwks_uri"
                        + " (http://app.example/jwks.json).")
                .contains("Set safire.url-plain.jwks-url to an https URL.");
    }

    @Test
    @Assertion(id = "smart-2.2.0/331")
    void rejectsAssertionLifetimeOfMoreThanFiveMinutes() {
        assertThat(DeploymentFailure.message()).contains("safire.url-plain.assertion-lifetime");
    }

    @Test
    void namesDefectOfUrlThatIsHttps() {
        String invalid = "SAFIRE-0103 url-odd: Configuration has invalid URIs: ";
        assertThat(DeploymentFailure.message())
                .contains(invalid + "base_url (https://fhir_1.example/r4). The URL has a host name that Java does not"
                        + " accept, for example because of an underscore. Set safire.url-odd.base-url")
                .contains(invalid + "redirect_uri (https://app.example/*). The URL contains a wildcard."
                        + " Set safire.url-odd.redirect-uri")
                .contains(invalid
                        + "token_endpoint (https://as.example/{tenant}/token). The URL is malformed, for example"
                        + " because it contains a space or a brace. Set safire.url-odd.token-endpoint")
                .doesNotContain("SAFIRE-0104 url-odd");
    }

    /** The reference client reports only the first kind of error. */
    @Test
    void reportsEachKindOfErrorOfOneServer() {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0102 url-invalid: Invalid client_type: confidental; valid: public")
                .contains("SAFIRE-0103 url-invalid: Configuration has invalid URIs");
    }

    @Test
    void namesUnknownServersOfInjectionPointsAndRestClients() {
        assertEach(List.of("two.dots", "sb-unknown", "sb-unknown-method"), name -> {
            assertThat(DeploymentFailure.message())
                    .contains("SAFIRE-0106 " + name + ": Configuration missing: base_url.")
                    .contains("Set safire." + name + ".base-url");
        });
        assertThat(DeploymentFailure.message()).doesNotContain("safire.sb-job.base-url", "SAFIRE-0106 epic");
    }

    @Test
    void namesUnknownKeysWithSuggestions() {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0109 Configuration has unknown keys: ")
                .contains("safire.epic.scope (did you mean safire.epic.scopes?)")
                .contains("safire.epci.kid (safire.epci.base-url is not set; did you mean the server epic?)")
                .contains("Invalid server name: servers.")
                .contains("SAFIRE-0110 secretive: Configuration missing: client_type.");
    }

    @Test
    void namesExpressionAndVariableWithoutValue() {
        String expected = " has no value. Set " + UNSET + " as an environment variable";
        assertEach(List.of("client-secret", "client-id", "issuer", "endpoint-hosts", "private-key.location"), key -> {
            assertThat(DeploymentFailure.message())
                    .containsPattern("Configuration missing: " + key.replaceAll("[-.]", "_") + "\\. safire\\.unset\\."
                            + key + " is set in [^\\n]{1,400}?, but \\$\\{" + UNSET + "}" + expected);
        });
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0116 unset-url: Configuration missing: base_url. safire.unset-url.base-url is set in")
                .contains(
                        "SAFIRE-0125 unset: client_secret_previous contains an expression that cannot be resolved (in ")
                // WildFly doubles each backslash of the message
                .containsPattern("If \\$\\{ belongs to the value of safire\\.unset\\.client-secret\\.previous,"
                        + " escape it as \\\\+\\$\\{ \\(in a");
    }

    @Test
    void namesTooShortDurationWithReason() {
        assertThat(DeploymentFailure.message())
                .contains(
                        "SAFIRE-0102 sb-job: Invalid assertion_lifetime: PT1S; valid: ISO-8601 durations from PT30S to PT5M,"
                                + " because the lifetime starts at iat")
                .contains("Change safire.sb-job.assertion-lifetime.");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/135", "smart-2.2.0/155"})
    void namesMalformedScope() {
        assertThat(DeploymentFailure.message())
                .contains(
                        "SAFIRE-0102 scope-order: Invalid scopes: launch/patient patient/Observation.sr; valid: ",
                        "patient/Observation.sr: must have a resource type, a dot and letters in the order cruds",
                        "Change safire.scope-order.scopes.")
                .contains(
                        "SAFIRE-0102 scope-case: Invalid scopes: launch/DiagnosticReport; valid: ",
                        "launch/DiagnosticReport: must be launch/ and a resource type in lower case",
                        "Change safire.scope-case.scopes.")
                .doesNotContain("safire.scope-good");
    }

    @Test
    void namesKeyFileAndItsContent() {
        UnusableKeys.REASONS.forEach((name, reason) -> assertThat(DeploymentFailure.message())
                .as(name)
                .containsPattern("SAFIRE-0105 " + name + ": private_key_location cannot be used: \\S+" + name
                        + "\\.key\\Q" + reason + " Change safire." + name + ".private-key.location.\\E"));
        assertThat(DeploymentFailure.message())
                .contains(
                        "private_key_location cannot be used: /no/such/folder/key.pem is neither a file nor a resource")
                .contains("Change safire.key-missing.private-key.location.")
                .doesNotContain("safire.key-good");
    }

    @Test
    void namesSettingThatOpensOrSelectsKey() {
        UnusableKeys.PROTECTED.forEach((name, problem) -> {
            String setting = problem.substring(0, problem.indexOf(':'));
            String reason = problem.substring(problem.indexOf(':') + 1);
            assertThat(DeploymentFailure.message())
                    .as(name)
                    .containsPattern("SAFIRE-0105 " + name + ": private_key_" + setting + " cannot be used: \\S+" + name
                            + "\\.key\\Q" + reason + " Change safire." + name + ".private-key." + setting + ".\\E");
        });
    }

    @Test
    void namesControlCharacterWithoutSecret() {
        assertThat(DeploymentFailure.message())
                .contains(
                        "SAFIRE-0105 secret-control: client_secret cannot be used: its character "
                                + (HIDDEN.length() + 1)
                                + " is the control character U+000A line feed (lf). Change safire.secret-control.client-secret.");
    }

    @Test
    void distinguishesKeyAndLocation() {
        assertThat(DeploymentFailure.message())
                .contains(
                        "SAFIRE-0105 key-is-path: private_key cannot be used: it is the location of a file, not a key;"
                                + " set safire.key-is-path.private-key.location instead. Change safire.key-is-path.private-key.")
                .contains("SAFIRE-0105 path-is-key: private_key_location cannot be used: it is the text of a key or"
                        + " certificate, not the location of a file. Change safire.path-is-key.private-key.location.")
                .contains("SAFIRE-0117 key-twice: private_key cannot be used: safire.key-twice.private-key and"
                        + " safire.key-twice.private-key.location are both set.");
    }

    @Test
    void namesUnusableKeyStoresWithReason() {
        assertKeyStore("store-unset", "password", "it is not set");
        assertKeyStore("store-wrong", "password", "it does not open " + ClientCertificateSetup.TRUSTED);
        assertKeyStore("store-missing", "location", "classpath:missing.p12 is neither a file nor a resource");
        assertKeyStore("store-pem", "location", AUTHORITY + " is not a PKCS12 or JKS key store");
        assertKeyStore(
                "store-locked",
                "password",
                "it does not open the key in " + ClientCertificateSetup.DIFFERENT_KEY_PASSWORD);
        assertThat(DeploymentFailure.message()).doesNotContain("safire.store-good");
    }

    private static void assertKeyStore(String name, String setting, String reason) {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-0105 " + name + ": key_store_" + setting + " cannot be used: " + reason)
                .contains("Change safire." + name + ".key-store." + setting + ".");
    }

    @Test
    void namesDamagedBlockOfTrustStore() {
        assertThat(DeploymentFailure.message())
                .contains(
                        "SAFIRE-0105 trust-damaged: trust_store_location cannot be used: classpath:trust-damaged is a PEM"
                                + " whose block 1 of 2 (CERTIFICATE) contains no certificate that Java can read")
                .contains("Change safire.trust-damaged.trust-store.location.");
    }

    @Test
    void hidesSecrets() {
        assertThat(DeploymentFailure.message())
                .contains("SAFIRE-")
                .doesNotContain(HIDDEN, ClientCertificateSetup.PASSWORD, "BEGIN PRIVATE KEY")
                .doesNotContain(KeyFormats.PASSWORD, UnusableKeys.WRONG_PASSWORD)
                .doesNotContain(TestKeys.pem(TestKeys.RSA).substring(30, 60));
    }
}
