package io.safire.tck.area.configuration;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.KeyFormats;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Private keys, secrets and certificates in the formats in which administrators have them, and the signature algorithms
 * that servers demand.
 */
@SharedApplication("transport")
@Tag("configuration")
@ArquillianTest
@NullUnmarked // the container sets fields
public class PrivateKeyFormatsTest {

    private static final Scopes SCOPES = Scopes.parse("system/*.rs");
    private static final String PREFIX = "format-";
    private static final String X5T = "4pPyzHbVq2DkdmvG6y8XH2Wn0xE";
    private static final List<String> FORMATS = List.of(
            "der",
            "base64",
            "escaped",
            "bom",
            "utf16",
            "quoted",
            "jwk-bom",
            "jwk-set",
            "jwk-set-of-two",
            "pkcs12",
            "jks",
            "encrypted-der",
            "encrypted",
            "alias",
            "inline");
    private static final List<String> TRUST_STORES = List.of("trust-der", "trust-bom", "trust-base64", "trust-pkcs7");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(PrivateKeyFormatsTest.class);
        Path folder = TckArchive.createFolder();
        KeyFormats.plain().forEach((name, content) -> server(archive, PREFIX + name)
                .setKeyFile(PREFIX + name, folder.resolve(name), content));
        KeyFormats.protectedByPassword().forEach((name, content) -> server(archive, PREFIX + name)
                .setKeyFile(PREFIX + name, folder.resolve(name), content)
                .set(PREFIX + name, "private-key.password", KeyFormats.PASSWORD + "\n"));
        server(archive, "format-alias")
                .setKeyFile("format-alias", folder.resolve("two.p12"), KeyFormats.keyStore("PKCS12", "app", "other"))
                .set("format-alias", "private-key.password", KeyFormats.PASSWORD)
                .set("format-alias", "private-key.alias", "app");
        server(archive, "format-inline")
                .set("format-inline", "private-key", KeyFormats.encryptedPem())
                .set("format-inline", "private-key.password", KeyFormats.PASSWORD);
        addAlgorithms(archive);
        addTrustStores(archive);
        return archive.server("secret-line-break", "confidential-symmetric")
                .set("secret-line-break", "client-secret", TckContext.CLIENT_SECRET + "\r\n")
                .server("secret-in-code", "confidential-symmetric")
                .build();
    }

    private static TckArchive server(TckArchive archive, String name) {
        return archive.server(name, "confidential-asymmetric").set(name, "kid", "ec-1\n");
    }

    private static void addAlgorithms(TckArchive archive) {
        for (String name : List.of("algorithm-default", "algorithm-rs256")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1");
        }
        archive.set("algorithm-rs256", "assertion-algorithm", "RS256");
        for (String name : List.of("x5t-sent", "x5t-omitted")) {
            archive.server(name, "confidential-asymmetric")
                    .set(
                            name,
                            "private-key",
                            TestKeys.privateJwk().replace("\"kty\"", "\"x5t\":\"" + X5T + "\",\"kty\""));
        }
        archive.set("x5t-sent", "send-x5t", "true");
    }

    private static void addTrustStores(TckArchive archive) {
        byte[] der = KeyFormats.authorityDer();
        String base64 = Base64.getEncoder().encodeToString(der);
        archive.resource("classpath:trust-der", der)
                .resource("classpath:trust-base64", base64.getBytes(UTF_8))
                .resource("classpath:trust-pkcs7", KeyFormats.authorityPkcs7())
                .resource(
                        "classpath:trust-bom",
                        ("\uFEFF-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----")
                                .getBytes(UTF_8));
        for (String name : TRUST_STORES) {
            archive.httpsServer(name, "public").set(name, "trust-store.location", "classpath:" + name);
        }
    }

    @Test
    void signsWithKeyInEachFormat() {
        for (String format : FORMATS) {
            SandboxServer ehr = resetServer(PREFIX + format);
            clients.client(PREFIX + format).requestToken(SCOPES);
            assertThat(request(ehr).assertionHeader().getString("kid"))
                    .as(format)
                    .isEqualTo("ec-1");
        }
    }

    @Test
    void removesLineBreaksAtEndOfSecret() {
        String expected = Base64.getEncoder()
                .encodeToString(("app-secret-line-break:" + TckContext.CLIENT_SECRET).getBytes(UTF_8));
        SandboxServer ehr = resetServer("secret-line-break");
        TckContext.launch(clients.client("secret-line-break"), ehr);
        assertThat(request(ehr).header("authorization")).isEqualTo("Basic " + expected);
    }

    @Test
    void removesLineBreaksAtEndOfSecretInCode() {
        SandboxServer ehr = resetServer("secret-in-code");
        SmartClient client = clients.client("secret-in-code");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        Credential credential = Credential.secret(TckContext.CLIENT_SECRET + "\n");
        assertThat(client.with(credential)
                        .exchange(request, TckContext.authorize(ehr, request))
                        .accessToken()
                        .value())
                .isNotBlank();
        AuthorizationRequest other = client.authorize(Launch.standalone());
        AuthorizationResponse response = TckContext.authorize(ehr, other);
        assertThatThrownBy(() -> client.with(Credential.secret("walnut\tferry")).exchange(other, response))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(saying("The client_secret of this call cannot be used: its character 7 is the control"))
                .hasMessageNotContaining("walnut");
    }

    @Test
    void trustsCertificatesInEachFormat() {
        for (String name : TRUST_STORES) {
            resetServer(name);
            assertThat(clients.client(name).metadata().tokenEndpoint()).as(name).isPresent();
        }
    }

    @Test
    void namesAlgorithmThatServerAccepts() {
        SandboxServer ehr = resetServer("algorithm-default");
        ehr.patchMetadata(algorithms("RS256", "PS256"));
        assertThatThrownBy(() -> clients.client("algorithm-default").requestToken(SCOPES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("algorithm-default")
                .hasMessageContaining("RS384")
                .hasMessageContaining("RS256")
                .hasMessageContaining("safire.algorithm-default.assertion-algorithm")
                .satisfies(saying(
                        "SAFIRE-0306 algorithm-default: ",
                        "signs with RS384, but the server accepts only RS256, PS256",
                        "Set safire.algorithm-default.assertion-algorithm to RS256, with which the same key"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/312")
    void signsWithAlgorithmThatServerDemands() {
        SandboxServer ehr = resetServer("algorithm-rs256");
        ehr.patchMetadata(algorithms("RS256"));
        ehr.script(Endpoint.TOKEN, token());
        clients.client("algorithm-rs256").requestToken(SCOPES);
        assertThat(request(ehr).assertionHeader().getString("alg")).isEqualTo("RS256");
        assertThat(clients.client("algorithm-rs256").jwks().keys())
                .singleElement()
                .satisfies(key -> assertThat(key.algorithm()).isEqualTo("RS256"));
    }

    @Test
    void sendsThumbprintOfCertificateOnRequest() {
        SandboxServer ehr = resetServer("x5t-sent");
        clients.client("x5t-sent").requestToken(SCOPES);
        assertThat(request(ehr).assertionHeader().getString("x5t")).isEqualTo(X5T);
        Credential withoutCertificate = Credential.key(TestKeys.EC.getPrivate(), "ec-1");
        assertThatThrownBy(() ->
                        clients.client("x5t-sent").with(withoutCertificate).requestToken(SCOPES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("x5t-sent")
                .hasMessageContaining("send-x5t")
                .satisfies(saying("SAFIRE-0108 x5t-sent: ", "a key without its certificate, which send-x5t requires"));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        SandboxServer other = resetServer("x5t-omitted");
        clients.client("x5t-omitted").requestToken(SCOPES);
        assertThat(request(other).assertionHeader()).doesNotContainKey("x5t");
    }

    private static RecordedRequest request(SandboxServer ehr) {
        return ehr.requests(Endpoint.TOKEN).get(0);
    }

    private static JsonObject algorithms(String... names) {
        return SandboxJson.createObjectBuilder()
                .add("token_endpoint_auth_signing_alg_values_supported", SandboxJson.createArrayBuilder(List.of(names)))
                .build();
    }

    private static ScriptedResponse token() {
        return ScriptedResponse.status(200)
                .body(
                        "application/json",
                        "{\"access_token\":\"at-rs256\",\"token_type\":\"bearer\",\"expires_in\":300,\"scope\":\"system/*.rs\"}");
    }
}
