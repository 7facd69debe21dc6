package io.safire.internal.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import io.safire.internal.key.KeyFiles;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusable key stores are rejected when the settings are read, and no message contains a password. */
class KeyStoreLoaderTest {

    private static final String PASSWORD = "opens-the-store";
    private static final String OTHER = "opens-nothing-else";

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void readsKeyStoreWithPrivateKey(String type) throws IOException, GeneralSecurityException {
        HttpSettings http = TestServers.epic(keyStore(file(client(type, PASSWORD), PASSWORD), PASSWORD))
                .http();
        assertThat(http.keyStore().keyStore().isKeyEntry("own")).isTrue();
        assertThat(http.keyStorePassword()).isEqualTo(PASSWORD);
        assertThat(http.withoutClientCertificate().keyStore()).isNull();
        assertThat(http.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void usesEmptyPasswordIfNotSet() throws IOException, GeneralSecurityException {
        HttpSettings http = TestServers.epic(Map.of("key-store.location", file(control.clientKeyStore("app", ""))))
                .http();
        assertThat(http.keyStore().keyStore().size()).isEqualTo(1);
        assertThat(http.keyStorePassword()).isEmpty();
    }

    @Test
    void rejectsMissingPasswordForPasswordNull() throws IOException {
        String store = file(control.clientKeyStore("app", "null"));
        assertRejected(Map.of("key-store.location", store), "key-store.password", "it is not set, but " + store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void rejectsWrongStorePassword(String type) throws IOException, GeneralSecurityException {
        String store = file(client(type, PASSWORD), PASSWORD);
        assertRejected(keyStore(store, OTHER), "key-store.password", "does not open " + store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void rejectsKeyWithOtherPassword(String type) throws IOException, GeneralSecurityException {
        String store = file(client(type, OTHER), PASSWORD);
        assertRejected(keyStore(store, PASSWORD), "key-store.password", "does not open the key in " + store);
    }

    @Test
    void rejectsStoreWithoutPrivateKey() throws IOException, GeneralSecurityException {
        KeyStore certificates = empty("PKCS12");
        certificates.setCertificateEntry("ca", authority());
        certificates.setKeyEntry("secret", new SecretKeySpec(new byte[16], "AES"), PASSWORD.toCharArray(), null);
        assertRejected(
                keyStore(file(certificates, PASSWORD), PASSWORD),
                "key-store.location",
                "no private key with its certificate");
    }

    @Test
    void rejectsLocationWithoutKeyStore() throws IOException {
        String missing = folder.resolve("missing.p12").toString();
        assertRejected(
                keyStore(missing, PASSWORD), "key-store.location", missing + " is neither a file nor a resource");
        String pem = file(control.caCertificatePem().getBytes(US_ASCII));
        assertRejected(keyStore(pem, PASSWORD), "key-store.location", pem + " is not a PKCS12 or JKS key store");
        String empty = file(new byte[0]);
        assertRejected(keyStore(empty, PASSWORD), "key-store.location", empty + " is not a PKCS12 or JKS key store");
    }

    @Test
    void readsTrustStoreFromPemOrKeyStore() throws IOException, GeneralSecurityException {
        String pem = file(control.caCertificatePem().getBytes(US_ASCII));
        assertThat(TestServers.epic(Map.of("trust-store.location", pem))
                        .http()
                        .trustStore()
                        .keyStore()
                        .size())
                .isEqualTo(1);
        KeyStore certificates = empty("JKS");
        certificates.setCertificateEntry("ca", authority());
        String store = file(certificates, PASSWORD);
        assertThat(TestServers.epic(Map.of("trust-store.location", store, "trust-store.password", PASSWORD))
                        .http()
                        .trustStore()
                        .keyStore()
                        .size())
                .isEqualTo(1);
        assertRejected(
                Map.of("trust-store.location", store, "trust-store.password", OTHER),
                "trust-store.password",
                "does not open " + store);
    }

    @Test
    void readsCertificatesInEachFormat() throws IOException, GeneralSecurityException {
        String pem = control.caCertificatePem();
        byte[] pkcs7 = KeyFiles.pkcs7((X509Certificate) authority());
        for (byte[] content : List.of(
                authority().getEncoded(),
                pkcs7,
                KeyFiles.utf8(KeyFiles.pem("PKCS7", pkcs7)),
                KeyFiles.utf8("\uFEFF" + pem),
                pem.getBytes(UTF_16),
                KeyFiles.utf8(pem.replace("\n", "\\n")),
                KeyFiles.utf8(pem.replace("CERTIFICATE", "X509 CERTIFICATE")),
                KeyFiles.utf8(Base64.getEncoder().encodeToString(KeyFiles.utf8(pem))),
                KeyFiles.utf8(pem + KeyFiles.pkcs8(KeyFiles.ec("secp384r1"))))) {
            assertThat(trusted(content)).isEqualTo(1);
        }
        assertThat(trusted(KeyFiles.utf8(pem + KeyFiles.pem("PKCS7", pkcs7)))).isEqualTo(2);
    }

    private int trusted(byte[] content) throws IOException, GeneralSecurityException {
        return TestServers.epic(Map.of("trust-store.location", file(content)))
                .http()
                .trustStore()
                .keyStore()
                .size();
    }

    @Test
    void namesContentThatIsNoTrustStore() throws IOException {
        String kinds = " is neither certificates in PEM, DER or PKCS#7 format nor a PKCS12 or JKS key store";
        Map<byte[], String> contents = Map.of(
                new byte[0],
                ", but empty",
                KeyFiles.utf8("walnut ferry"),
                ", but another text",
                KeyFiles.utf8(KeyFiles.pkcs8(KeyFiles.ec("secp384r1"))),
                ", but a PEM of type PRIVATE KEY",
                KeyFiles.ec("secp384r1").getPrivate().getEncoded(),
                ", but a private key");
        for (Map.Entry<byte[], String> content : contents.entrySet()) {
            String location = file(content.getKey());
            assertRejected(
                    Map.of("trust-store.location", location),
                    "trust-store.location",
                    location + kinds + content.getValue());
        }
        String pem = file(KeyFiles.utf8(control.caCertificatePem()));
        assertRejected(keyStore(pem, PASSWORD), "key-store.location", ", but a PEM of type CERTIFICATE");
    }

    /** A certificate that is missing from the trust store would cause failures of TLS that nothing explains. */
    @Test
    void namesUnreadableBlockOfTrustStore() throws IOException, GeneralSecurityException {
        String pem = control.caCertificatePem();
        String pkcs7 = KeyFiles.pem("PKCS7", KeyFiles.pkcs7((X509Certificate) authority()));
        byte[] cut = Arrays.copyOf(authority().getEncoded(), 200);
        Map<String, String> blocks = Map.ofEntries(
                Map.entry(pem.replace("MII", "M!I"), "CERTIFICATE"),
                Map.entry(KeyFiles.pem("CERTIFICATE", cut), "CERTIFICATE"),
                Map.entry(KeyFiles.pem("X509 CERTIFICATE", cut), "X509 CERTIFICATE"),
                Map.entry("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", "CERTIFICATE"),
                Map.entry(pem.substring(0, pem.indexOf("-----END")), "CERTIFICATE"),
                Map.entry(pem.substring(pem.indexOf("\n") + 1), "CERTIFICATE"),
                Map.entry(pem.replace("-----END", "----END"), "CERTIFICATE"),
                Map.entry(KeyFiles.pem("PKCS7", cut), "PKCS7"),
                Map.entry(pkcs7.replace("MI", "M!"), "PKCS7"),
                Map.entry(pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE"), "TRUSTED CERTIFICATE"));
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            assertUnreadable(block.getKey(), "1 of 1 (" + block.getValue() + ")");
            assertUnreadable(block.getKey() + pem, "1 of 2 (" + block.getValue() + ")");
            assertUnreadable(pem + block.getKey() + pem, "2 of 3 (" + block.getValue() + ")");
        }
        assertUnreadable(pem + pkcs7.substring(0, 400), "2 of 2 (PKCS7)");
    }

    private void assertUnreadable(String content, String block) throws IOException {
        String location = file(KeyFiles.utf8(content));
        assertRejected(
                Map.of("trust-store.location", location),
                "trust-store.location",
                location + " is a PEM whose block " + block + " contains no certificate that Java can read; ");
    }

    @Test
    void usesCommonPasswordForCommonTrustStoreOnly() throws IOException, GeneralSecurityException {
        KeyStore certificates = empty("PKCS12");
        certificates.setCertificateEntry("ca", authority());
        String store = file(certificates, PASSWORD);
        Map<String, String> values = new HashMap<>(Map.of(
                "safire.epic.base-url", "https://fhir.example/r4",
                "safire.trust-store.location", store,
                "safire.trust-store.password", PASSWORD));
        assertThat(TestServers.of(values)
                        .read("epic")
                        .http()
                        .trustStore()
                        .keyStore()
                        .size())
                .isEqualTo(1);
        values.put("safire.epic.trust-store.location", store);
        assertThatThrownBy(() -> TestServers.of(values).read("epic"))
                .hasMessageContaining("safire.epic.trust-store.location")
                .hasMessageContaining("can be read without a password");
        values.remove("safire.epic.trust-store.location");
        values.put("safire.trust-store.password", OTHER);
        assertThatThrownBy(() -> TestServers.of(values).read("epic"))
                .hasMessageContaining("safire.trust-store.password")
                .hasMessageNotContaining("safire.epic");
    }

    @Test
    void rejectsTrustStoreWithoutTrustedCertificate() throws IOException, GeneralSecurityException {
        String store = file(empty("PKCS12"), PASSWORD);
        assertRejected(
                Map.of("trust-store.location", store, "trust-store.password", PASSWORD),
                "trust-store.location",
                "no certificate that is marked as trusted");
        KeyStore certificates = empty("PKCS12");
        certificates.setCertificateEntry("ca", authority());
        assertRejected(
                Map.of("trust-store.location", file(certificates, PASSWORD)),
                "trust-store.location",
                "can be read without a password");
    }

    private static void assertRejected(Map<String, String> settings, String key, String reason) {
        assertThatThrownBy(() -> TestServers.epic(settings))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.invalidAttribute())
                        .contains(key.replace('-', '_').replace('.', '_')))
                .hasMessageContaining("safire.epic." + key)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining(OTHER);
    }

    private static Map<String, String> keyStore(String location, String password) {
        return Map.of("key-store.location", location, "key-store.password", password);
    }

    /** Returns a key store of the given type with the client's key and certificate. The key has its own password. */
    private KeyStore client(String type, String keyPassword) throws IOException, GeneralSecurityException {
        char[] issued = "issued".toCharArray();
        KeyStore from = KeyStore.getInstance("PKCS12");
        from.load(new ByteArrayInputStream(control.clientKeyStore("app", "issued")), issued);
        KeyStore to = empty(type);
        to.setKeyEntry("own", from.getKey("own", issued), keyPassword.toCharArray(), from.getCertificateChain("own"));
        return to;
    }

    private Certificate authority() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(control.caCertificatePem().getBytes(US_ASCII)));
    }

    private static KeyStore empty(String type) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }

    private String file(KeyStore store, String password) throws IOException, GeneralSecurityException {
        Path file = Files.createTempFile(folder, "store", null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file.toString();
    }

    private String file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "store", null), content).toString();
    }
}
