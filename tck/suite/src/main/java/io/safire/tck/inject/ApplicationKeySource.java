package io.safire.tck.inject;

import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import io.safire.spi.KeySource;
import io.safire.tck.support.ClientCertificateSetup;
import io.safire.tck.support.TestKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** A key source of an application, with keys for a few servers only. */
@ApplicationScoped
public class ApplicationKeySource implements KeySource {

    /** The server for which the key source returns two keys with the same {@code kid}. */
    public static final String DUPLICATE_KIDS = "supplied-twice";

    /** The server whose key has a certificate. */
    public static final String CERTIFIED = "supplied-certified";

    /** A server that requires a certificate, for whose key the key source has no certificate. */
    public static final String UNCERTIFIED = "supplied-uncertified";

    /** The setting with the PKCS#12 key store of {@link #CERTIFIED} in Base64. */
    public static final String KEY_STORE = "tck.certified-key";

    private static final KeyPair ACTIVE = TestKeys.generateEc();
    private static final KeyPair NEXT = TestKeys.generateEc();

    public ApplicationKeySource() {}

    @Override
    public List<ClientKey> keys(String server) {
        return switch (server) {
            case "supplied" -> keys("module-1", "module-2");
            case DUPLICATE_KIDS -> keys("module-1", "module-1");
            case CERTIFIED -> List.of(certified());
            case UNCERTIFIED -> List.of(active("module-1"));
            default -> List.of();
        };
    }

    /** Returns the value of {@code x5t} for the certificate of {@link #CERTIFIED}. */
    public static String thumbprint() {
        try {
            byte[] certificate = certified().certificate().orElseThrow().getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(certificate);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ClientKey certified() {
        char[] password = ClientCertificateSetup.PASSWORD.toCharArray();
        String content = ConfigProvider.getConfig().getValue(KEY_STORE, String.class);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(Base64.getDecoder().decode(content)), password);
            String alias = store.aliases().nextElement();
            X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
            PrivateKey key = (PrivateKey) store.getKey(alias, password);
            return ClientKey.of("module-1", KeyState.ACTIVE, certificate.getPublicKey(), key)
                    .withCertificate(certificate);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ClientKey active(String kid) {
        return ClientKey.of(kid, KeyState.ACTIVE, ACTIVE.getPublic(), ACTIVE.getPrivate());
    }

    private static List<ClientKey> keys(String activeKid, String nextKid) {
        return List.of(active(activeKid), ClientKey.publicOnly(nextKid, KeyState.NEXT, NEXT.getPublic()));
    }
}
