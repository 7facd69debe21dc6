package io.safire.weld;

import static io.safire.tck.support.MutualTls.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.error.ConfigurationException;
import io.safire.tck.support.MutualTls;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Tests of the message about key stores that cannot be opened, which only this container passes on to tests. */
@ArquillianTest
class UnusableKeyStoreTest {

    private static final String OTHER = "walnut-ferry-storm";
    private static final String UNUSABLE = "unusable";
    private static final String AUTHORITY = "classpath:sandbox-ca.pem";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = UNUSABLE, managed = false)
    static WebArchive application() {
        TckArchive archive =
                MutualTls.keyStores(TckArchive.of(UnusableKeyStoreTest.class).withAuthority());
        server(archive, "unset", MutualTls.NULL);
        server(archive, "wrong", MutualTls.KNOWN).set("wrong", "key-store.password", OTHER);
        server(archive, "missing", "classpath:missing.p12").set("missing", "key-store.password", OTHER);
        server(archive, "pem", AUTHORITY).set("pem", "key-store.password", OTHER);
        server(archive, "locked", MutualTls.LOCKED).set("locked", "key-store.password", PASSWORD);
        return server(archive, "good", MutualTls.KNOWN)
                .set("good", "key-store.password", PASSWORD)
                .build();
    }

    @Test
    @RunAsClient
    void namesEachKeyStoreWithReason() {
        Throwable thrown = catchThrowable(() -> deployer.deploy(UNUSABLE));
        while (thrown != null && !(thrown instanceof ConfigurationException)) {
            thrown = thrown.getCause();
        }
        assertThat(thrown).isNotNull();
        String message = thrown.getMessage();
        assertThat(message.lines())
                .hasSize(5)
                .anyMatch(line -> says(line, "safire.unset.key-store.password", "it is not set"))
                .anyMatch(line -> says(line, "safire.wrong.key-store.password", "does not open " + MutualTls.KNOWN))
                .anyMatch(line -> says(line, "safire.missing.key-store.location", "classpath:missing.p12"))
                .anyMatch(line -> says(line, "safire.pem.key-store.location", "not a PKCS12 or JKS key store"))
                .anyMatch(line ->
                        says(line, "safire.locked.key-store.password", "does not open the key in " + MutualTls.LOCKED));
        assertThat(message).doesNotContain(OTHER, PASSWORD);
    }

    private static boolean says(String line, String key, String why) {
        return line.contains(key) && line.contains(why);
    }

    private static TckArchive server(TckArchive archive, String name, String keyStore) {
        return archive.set(name, "base-url", "https://fhir.example/" + name)
                .set(name, "trust-store.location", AUTHORITY)
                .set(name, "key-store.location", keyStore);
    }
}
