package io.safire.weld;

import static io.safire.tck.support.ClientCertificateSetup.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.error.ConfigurationException;
import io.safire.tck.support.ClientCertificateSetup;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Tests of the message about key stores that cannot be opened. Only this container passes the message on to tests. */
@ArquillianTest
class UnusableKeyStoreTest {

    private static final String OTHER = "walnut-ferry-storm";
    private static final String UNUSABLE = "unusable";
    private static final String AUTHORITY = "classpath:sandbox-ca.pem";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = UNUSABLE, managed = false)
    static WebArchive application() {
        TckArchive archive = ClientCertificateSetup.addKeyStores(
                TckArchive.of(UnusableKeyStoreTest.class).withAuthority());
        server(archive, "unset", ClientCertificateSetup.NULL_PASSWORD);
        server(archive, "wrong", ClientCertificateSetup.TRUSTED).set("wrong", "key-store.password", OTHER);
        server(archive, "missing", "classpath:missing.p12").set("missing", "key-store.password", OTHER);
        server(archive, "pem", AUTHORITY).set("pem", "key-store.password", OTHER);
        server(archive, "locked", ClientCertificateSetup.DIFFERENT_KEY_PASSWORD)
                .set("locked", "key-store.password", PASSWORD);
        return server(archive, "good", ClientCertificateSetup.TRUSTED)
                .set("good", "key-store.password", PASSWORD)
                .build();
    }

    @Test
    @RunAsClient
    void reportsEachKeyStoreWithReason() {
        Throwable thrown = catchThrowable(() -> deployer.deploy(UNUSABLE));
        while (thrown != null && !(thrown instanceof ConfigurationException)) {
            thrown = thrown.getCause();
        }
        assertThat(thrown).isNotNull();
        String message = thrown.getMessage();
        assertThat(message.lines())
                .hasSize(5)
                .anyMatch(line -> reports(line, "safire.unset.key-store.password", "it is not set"))
                .anyMatch(line -> reports(
                        line, "safire.wrong.key-store.password", "does not open " + ClientCertificateSetup.TRUSTED))
                .anyMatch(line -> reports(line, "safire.missing.key-store.location", "classpath:missing.p12"))
                .anyMatch(line -> reports(line, "safire.pem.key-store.location", "not a PKCS12 or JKS key store"))
                .anyMatch(line -> reports(
                        line,
                        "safire.locked.key-store.password",
                        "does not open the key in " + ClientCertificateSetup.DIFFERENT_KEY_PASSWORD));
        assertThat(message).doesNotContain(OTHER, PASSWORD);
    }

    private static boolean reports(String line, String key, String reason) {
        return line.contains(key) && line.contains(reason);
    }

    private static TckArchive server(TckArchive archive, String name, String keyStore) {
        return archive.set(name, "base-url", "https://fhir.example/" + name)
                .set(name, "trust-store.location", AUTHORITY)
                .set(name, "key-store.location", keyStore);
    }
}
