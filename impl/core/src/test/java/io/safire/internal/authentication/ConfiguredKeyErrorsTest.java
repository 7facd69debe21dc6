package io.safire.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.Setting;
import io.safire.internal.key.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of configured keys and of the files that contain them. */
class ConfiguredKeyErrorsTest {

    private static final KeyPair EC = ClientKeysFixture.pair("EC", "secp384r1");
    private static final String CERTIFICATE =
            "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----";

    private final ClientKeysFixture client = ClientKeysFixture.of(Map.of("kid", "k1"));

    @TempDir
    private Path folder;

    @Test
    void signsWithKeyInFile() throws IOException {
        for (String name : List.of("key.pem", "key with space.pem")) {
            Path file = Files.writeString(folder.resolve(name), ClientKeysFixture.pem(EC));
            for (String location : List.of(file.toString(), file.toUri().toString(), " " + file + "\n")) {
                client.setValue("private-key.location", location);
                assertThat(client.signingKid()).isEqualTo("k1");
                assertThat(errors()).isEmpty();
            }
        }
    }

    @Test
    void signsWithJwkInFile() throws Exception {
        client.removeValues("kid");
        client.setValue("private-key.location", write("key.jwk", jwk(OutputControlLevel.INCLUDE_PRIVATE)));
        assertThat(client.signingKid()).isEqualTo("of-the-jwk");
    }

    /** The location changes while the application runs. A test of the file cache changes the file itself. */
    @Test
    void readsFileAtChangedLocation() throws IOException {
        client.setValue("private-key.location", write("key.pem", ClientKeysFixture.pem(EC)));
        assertThat(client.signingKid()).isEqualTo("k1");
        String location = write("next.pem", CERTIFICATE);
        client.setValue("private-key.location", location);
        assertThatThrownBy(client::signingKid)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(location + " is a certificate");
    }

    @Test
    void namesFileAndKindOfContent() throws Exception {
        byte[] der = EC.getPublic().getEncoded();
        Map<String, String> reasons = Map.ofEntries(
                Map.entry("", "empty"),
                Map.entry(" \n", "empty"),
                Map.entry(
                        new String(der, java.nio.charset.StandardCharsets.ISO_8859_1),
                        "a public key; signing requires the private key"),
                Map.entry(Base64.getEncoder().encodeToString(der), "the Base64 of a public key"),
                Map.entry(ClientKeysFixture.publicPem(EC), "a public key; signing requires the private key"),
                Map.entry(CERTIFICATE, "a certificate, not a key"),
                Map.entry(
                        "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----",
                        "a PEM of type X509 CRL, not a key that Safire can read"),
                Map.entry(
                        ClientKeysFixture.publicPem(EC).replace("PUBLIC", "RSA PUBLIC"),
                        "a public key; signing requires the private key"),
                Map.entry(ClientKeysFixture.pem(EC).replace("-----END", "----END"), "a damaged PEM"),
                Map.entry(
                        ClientKeysFixture.pem(ClientKeysFixture.pair("EC", "secp256r1")),
                        "an EC key on the curve P-256, but ES384 requires P-384"),
                Map.entry(ClientKeysFixture.pem(ClientKeysFixture.pair("RSA", "1024")), "an RSA key of 1024 bits"),
                Map.entry(jwk(OutputControlLevel.PUBLIC_ONLY), "a JWK without a private key"),
                Map.entry(
                        "{\"keys\":[" + jwk(OutputControlLevel.PUBLIC_ONLY) + "]}",
                        "a JWK set without a private key for signatures"),
                Map.entry("walnut ferry", "neither PEM nor a JWK"));
        for (Map.Entry<String, String> entry : reasons.entrySet()) {
            String location = Files.write(
                            Files.createTempFile(folder, "key", null),
                            entry.getKey().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                    .toString();
            client.setValue("private-key.location", location);
            assertThat(errors())
                    .as(entry.getValue())
                    .contains("SAFIRE-0105 epic: private_key_location cannot be used: " + location + " is "
                            + entry.getValue())
                    .contains("Change safire.epic.private-key.location.");
            assertThatThrownBy(client::signingKid)
                    .as(entry.getValue())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(location + " is " + entry.getValue());
        }
    }

    @Test
    void namesSettingThatOpensOrSelectsKey() throws Exception {
        byte[] store = KeyFiles.keyStore("PKCS12", KeyFiles.PASSWORD, List.of("one", "two"), EC);
        String location = Files.write(folder.resolve("app.p12"), store).toString();
        for (String slot : List.of("private", "next", "retiring")) {
            client.configureKey("private", EC, "k1");
            client.removeValues("private-key");
            client.setValue("private-key.location", write("key.pem", ClientKeysFixture.pem(EC)));
            client.setValue(slot + "-key.location", location);
            client.setValue(slot.equals("private") ? "kid" : slot + "-kid", "k1");
            assertProblem(slot + "-key.password", location + " is a key store, and no password is set");
            client.setValue(slot + "-key.password", "wrong-password");
            assertProblem(slot + "-key.password", location + " is a key store that this password does not open");
            assertThat(errors()).doesNotContain("wrong-password");
            client.setValue(slot + "-key.password", KeyFiles.PASSWORD);
            assertProblem(slot + "-key.alias", location + " is a key store with several private keys");
            client.setValue(slot + "-key.alias", "one");
            assertThat(errors()).isEmpty();
            assertThat(client.signingKid()).isEqualTo("k1");
            client.removeValues(slot + "-key.location", slot + "-key.password", slot + "-key.alias", slot + "-kid");
        }
    }

    private void assertProblem(String key, String reason) {
        assertThat(errors())
                .isEqualTo("SAFIRE-0105 epic: " + key.replace('-', '_').replace('.', '_') + " cannot be used: " + reason
                        + (errors().contains("several") ? " (aliases: one, two), and no alias is set" : "")
                        + ". Change safire.epic." + key + ".");
    }

    @Test
    void selectsKeyOfJwkSetByKid() throws Exception {
        String other = ClientKeysFixture.privateJwk(ClientKeysFixture.NEW, "k2");
        String set = "{\"keys\":[" + jwk(OutputControlLevel.INCLUDE_PRIVATE) + "," + other + "]}";
        client.setValue("private-key.location", write("keys.json", set));
        assertThat(errors())
                .contains("SAFIRE-0105 epic: kid cannot be used: ")
                .contains("keys.json is a JWK set in which kid must select one private key (kid: of-the-jwk, k2)")
                .contains("Change safire.epic.kid.");
        client.setValue("kid", "k2");
        assertThat(errors()).isEmpty();
        assertThat(client.signingKid()).isEqualTo("k2");
    }

    /** A rotated password takes effect without a restart. */
    @Test
    void decryptsKeyAgainIfPasswordChanges() throws Exception {
        client.setValue("private-key.location", write("key.pem", KeyFiles.encrypted(EC.getPrivate())));
        client.setValue("private-key.password", KeyFiles.PASSWORD + "\r\n");
        assertThat(client.signingKid()).isEqualTo("k1");
        client.setValue("private-key.password", "wrong");
        assertThatThrownBy(client::signingKid)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("key.pem is an encrypted key that this password does not decrypt");
    }

    @Test
    void namesFileThatCannotBeRead() {
        client.setValue("private-key.location", "/no/such/key.pem");
        assertThat(errors()).contains("safire.epic.private-key.location", "/no/such/key.pem is neither a file nor");
        client.setValue("private-key.location", folder.toString());
        assertThat(errors()).contains(folder + " is neither a file nor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/secrets/key.pem",
                "classpath:key.pem",
                "file:///run/secrets/key",
                "~/key",
                "./key",
                "C:\\keys\\key",
                "key.pem",
                "keys/app.jwk"
            })
    void recognizesLocationInsteadOfKey(String text) {
        client.setValue("private-key", text);
        assertThat(errors())
                .contains("private_key cannot be used: it is the location of a file, not a key;"
                        + " set safire.epic.private-key.location instead")
                .doesNotContain(text);
    }

    @Test
    void recognizesExistingFileInsteadOfKey() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(Files.writeString(folder.resolve("key"), "x"));
        client.setValue("private-key", relative.toString());
        assertThat(errors()).contains("set safire.epic.private-key.location instead");
        client.setValue("private-key", "no-such-file");
        assertThat(errors()).contains("it is neither PEM nor a JWK");
    }

    @Test
    void recognizesKeyInsteadOfLocation() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(EC.getPrivate().getEncoded());
        for (String key : List.of(ClientKeysFixture.pem(EC), jwk(OutputControlLevel.INCLUDE_PRIVATE), base64)) {
            client.setValue("private-key.location", key);
            assertThat(errors())
                    .contains("private_key_location cannot be used: it is the text of a key or certificate")
                    .doesNotContain(base64.substring(10, 30), "\"d\"");
        }
    }

    @Test
    void rejectsKeyTogetherWithLocation() throws IOException {
        String location = write("key.pem", ClientKeysFixture.pem(EC));
        for (String state : List.of("private", "next", "retiring")) {
            client.configureKey(state, EC, "k1");
            client.setValue(state + "-key.location", location);
            assertThat(errors())
                    .isEqualTo("SAFIRE-0117 epic: " + state + "_key cannot be used: safire.epic." + state
                            + "-key and safire.epic." + state
                            + "-key.location are both set. Remove one of the two settings.");
            client.removeValues(state + "-key");
            assertThat(errors()).isEmpty();
            client.removeValues(state + "-key.location");
            client.removeKey(state);
        }
    }

    @Test
    void namesFileOfNextAndRetiringKey() throws IOException {
        client.configureKey("private", EC, "k1");
        for (String state : List.of("next", "retiring")) {
            String location = write(state, CERTIFICATE);
            client.setValue(state + "-key.location", location);
            assertThat(errors())
                    .contains(state + "_key_location cannot be used: " + location + " is a damaged certificate");
            assertThat(client.signingKid()).isEqualTo("k1");
            client.setValue(state + "-key.location", write(state + "-blank", ""));
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void namesBothWaysToSetMissingKey() {
        client.removeValues("kid");
        assertThatThrownBy(client::signingKid)
                .hasMessage("SAFIRE-0101 epic: Configuration missing: private_key, kid. Set safire.epic.private-key and"
                        + " safire.epic.kid. Instead of safire.epic.private-key, you can set"
                        + " safire.epic.private-key.location.");
    }

    @Test
    void findsSettingsThatSigningLacks() throws Exception {
        assertThat(client.keys.missingSettings()).containsExactly(Setting.PRIVATE_KEY);
        client.removeValues("kid");
        assertThat(client.keys.missingSettings()).containsExactly(Setting.PRIVATE_KEY, Setting.KID);
        client.setValue("private-key.location", write("key.pem", ClientKeysFixture.pem(EC)));
        assertThat(client.keys.missingSettings()).containsExactly(Setting.KID);
        client.setValue("private-key.location", write("key.jwk", jwk(OutputControlLevel.INCLUDE_PRIVATE)));
        assertThat(client.keys.missingSettings()).isEmpty();
        assertThat(new ClientKeysFixture(Map.of(), server -> List.of()).keys.missingSettings())
                .isEmpty();
    }

    private String errors() {
        ConfigurationErrors errors = client.errors();
        client.keys.validate(errors);
        return errors.toException().map(Throwable::getMessage).orElse("");
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static String jwk(OutputControlLevel level) throws JoseException {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(EC.getPublic());
        jwk.setPrivateKey(EC.getPrivate());
        jwk.setKeyId("of-the-jwk");
        return jwk.toJson(level);
    }
}
