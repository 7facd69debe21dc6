package io.safire.tck.safire.configuration;

import static io.safire.tck.support.TckContext.resetServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.WarningLog;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Locations and formats of private keys, references to variables, and the warnings about credentials at the start.
 * {@link BadConfigurationTest} contains the keys and references that make the deployment fail. The shared application
 * has neither a key source nor a credential source, because these would suppress the warnings about missing
 * credentials.
 */
@SharedApplication("transport")
@Tag("configuration")
@ArquillianTest
@NullUnmarked // the container sets fields
public class KeyLocationTest {

    private static final String MISSING_KEY_ACTION =
            "Set safire.key-none.private-key and safire.key-none.kid. Instead of safire.key-none.private-key,"
                    + " you can set safire.key-none.private-key.location.";
    private static final Scopes SCOPES = Scopes.parse("system/*.rs");
    private static final String RESOURCE = "classpath:keys/app.pem";
    private static final String SECRET_TEXT = "walnut-${tck.unset:ferry}-storm";

    @Inject
    SmartClients clients;

    @Inject
    WarningLog log;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(KeyLocationTest.class).with(WarningLog.class, Polling.class);
        Path folder = TckArchive.createFolder();
        byte[] pem = TestKeys.pem(TestKeys.EC).getBytes(UTF_8);
        server(archive, "key-file").setKeyFile("key-file", folder.resolve("app key.pem"), pem);
        server(archive, "key-changed").setKeyFile("key-changed", folder.resolve("changed.pem"), pem);
        server(archive, "key-url")
                .setKeyFile("key-url", folder.resolve("app.pem"), pem)
                .set(
                        "key-url",
                        "private-key.location",
                        folder.resolve("app.pem").toUri().toString());
        server(archive, "key-resource").resource(RESOURCE, pem).set("key-resource", "private-key.location", RESOURCE);
        server(archive, "key-jwk")
                .setKeyFile(
                        "key-jwk",
                        folder.resolve("app.jwk"),
                        TestKeys.privateJwk().getBytes(UTF_8))
                .set("key-jwk", "kid", "");
        server(archive, "key-pkcs1")
                .setKeyFile(
                        "key-pkcs1", folder.resolve("rsa.pem"), TestKeys.pkcs1().getBytes(UTF_8))
                .set("key-pkcs1", "kid", "rsa-1");
        server(archive, "key-variable")
                .set("tck.key-folder", folder.toString())
                .setExpression("key-variable", "private-key.location", "${tck.key-folder}/app.pem");
        server(archive, "key-no-kid")
                .set("key-no-kid", "private-key.location", RESOURCE)
                .set("key-no-kid", "kid", "");
        server(archive, "key-none").set("key-none", "kid", "");
        return archive.server("secret-none", "confidential-symmetric")
                .server("secret-replaced", "confidential-symmetric")
                .setExpression("secret-replaced", "client-secret", SECRET_TEXT)
                .server("secret-escaped", "confidential-symmetric")
                .set("secret-escaped", "client-secret", SECRET_TEXT)
                .server("secret-reference", "confidential-symmetric")
                .set("tck.secret-reference", "correct-horse-battery")
                .setExpression("secret-reference", "client-secret", "${tck.secret-reference}")
                .setExpression("secret-reference", "client-secret.previous", "${tck.unset:}")
                .build();
    }

    private static TckArchive server(TckArchive archive, String name) {
        return archive.server(name, "confidential-asymmetric").set(name, "kid", "ec-1");
    }

    @Test
    void signsWithKeyAtEachLocation() {
        for (String name : List.of("key-file", "key-url", "key-resource", "key-variable")) {
            assertThat(signingKid(name)).as(name).isEqualTo("ec-1");
            assertThat(log.warningsAbout(name)).as(name).isEmpty();
        }
    }

    @Test
    void signsWithKeyInEachFormat() {
        assertThat(signingKid("key-jwk")).isEqualTo("ec-1");
        assertThat(signingKid("key-pkcs1")).isEqualTo("rsa-1");
        assertThat(log.warningsAbout("key-jwk")).isEmpty();
    }

    @Test
    void readsChangedFile() throws IOException {
        Path file = Path.of(setting("safire.key-changed.private-key.location"));
        String key = Files.readString(file);
        assertThat(signingKid("key-changed")).isEqualTo("ec-1");
        Files.writeString(file, "");
        Polling.until(() -> catchThrowable(() -> signingKid("key-changed")) != null);
        assertThatThrownBy(() -> signingKid("key-changed"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("private_key_location cannot be used: " + file + " is empty.")
                .hasMessageContaining("Change safire.key-changed.private-key.location.");
        Files.writeString(file, key);
        Polling.until(() -> catchThrowable(() -> signingKid("key-changed")) == null);
        assertThat(signingKid("key-changed")).isEqualTo("ec-1");
    }

    @Test
    void reportsMissingKidAtStart() {
        assertThat(log.warningsAbout("key-no-kid", "SAFIRE-0118"))
                .singleElement()
                .asString()
                .contains("Configuration missing: kid.", "Set safire.key-no-kid.kid.");
    }

    @Test
    void reportsMissingKidAtCall() {
        SandboxServer ehr = resetServer("key-no-kid");
        assertThatThrownBy(() -> clients.client("key-no-kid").requestToken(SCOPES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: kid. Set safire.key-no-kid.kid.");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void requestsTokenWithKidOfCall() {
        SandboxServer ehr = resetServer("key-no-kid");
        clients.client("key-no-kid").with(Credential.kid("ec-1")).requestToken(SCOPES);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void reportsMissingKeyAtStart() {
        assertThat(log.warningsAbout("key-none", "SAFIRE-0118"))
                .singleElement()
                .asString()
                .contains("Configuration missing: private_key, kid.", MISSING_KEY_ACTION);
    }

    @Test
    void reportsMissingKeyAtCall() {
        assertThatThrownBy(() -> clients.client("key-none").requestToken(SCOPES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: private_key, kid. " + MISSING_KEY_ACTION);
    }

    @Test
    void reportsMissingSecretAtStart() {
        assertThat(log.warningsAbout("secret-none", "SAFIRE-0118"))
                .singleElement()
                .asString()
                .contains("Configuration missing: client_secret.", "Set safire.secret-none.client-secret.");
    }

    @Test
    void warnsOfReplacedSecretWithoutItsText() {
        assertThat(setting("safire.secret-replaced.client-secret")).isEqualTo("walnut-ferry-storm");
        assertThat(log.warningsAbout("secret-replaced", "SAFIRE-0119"))
                .singleElement()
                .asString()
                .contains("The value of safire.secret-replaced.client-secret differs from its text")
                .doesNotContain("walnut", "ferry", "storm");
    }

    @Test
    void acceptsEscapedSecret() {
        assertThat(setting("safire.secret-escaped.client-secret")).isEqualTo(SECRET_TEXT);
        assertThat(log.warningsAbout("secret-escaped")).isEmpty();
    }

    @Test
    void acceptsReferenceToSecret() {
        assertThat(setting("safire.secret-reference.client-secret")).isEqualTo("correct-horse-battery");
        assertThat(log.warningsAbout("secret-reference")).isEmpty();
    }

    private String signingKid(String name) {
        SandboxServer ehr = resetServer(name);
        clients.client(name).requestToken(SCOPES);
        return ehr.requests(Endpoint.TOKEN).get(0).assertionHeader().getString("kid");
    }

    private static String setting(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
