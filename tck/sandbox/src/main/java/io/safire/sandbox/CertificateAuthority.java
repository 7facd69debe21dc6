package io.safire.sandbox;

import io.safire.sandbox.control.ServerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority created at startup, and the certificates of the simulated servers and their clients. */
final class CertificateAuthority {

    private static final X500Name CA = new X500Name("CN=Safire Sandbox CA");
    private static final X500Name INTERMEDIATE = new X500Name("CN=Safire Sandbox Intermediate CA");
    private static final X500Name SERVER = new X500Name("CN=localhost");

    private final X509Certificate authority;
    private final KeyPair authorityKeys;

    CertificateAuthority() {
        try {
            authorityKeys = generateKeyPair();
            authority = issue(CA, authorityKeys, CA, authorityKeys, CertificateProfile.AUTHORITY);
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("This platform cannot create certificates.", impossible);
        }
    }

    /** Creates the TLS context of a server that has a certificate of the given kind. */
    SSLContext serverContext(ServerCertificate kind) {
        try {
            KeyPair keys = generateKeyPair();
            return switch (kind) {
                case VALID ->
                    serverContext(keys, issue(CA, authorityKeys, SERVER, keys, CertificateProfile.SERVER), null);
                case EXPIRED ->
                    serverContext(keys, issue(CA, authorityKeys, SERVER, keys, CertificateProfile.EXPIRED), null);
                case WRONG_HOST ->
                    serverContext(keys, issue(CA, authorityKeys, SERVER, keys, CertificateProfile.WRONG_HOST), null);
                case SELF_SIGNED ->
                    serverContext(keys, issue(SERVER, keys, SERVER, keys, CertificateProfile.SERVER), null);
                case UNTRUSTED_AUTHORITY ->
                    serverContext(keys, issue(CA, generateKeyPair(), SERVER, keys, CertificateProfile.SERVER), null);
                case INCOMPLETE_CHAIN ->
                    serverContext(
                            keys,
                            issue(INTERMEDIATE, generateKeyPair(), SERVER, keys, CertificateProfile.SERVER),
                            null);
            };
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("This platform cannot create certificates.", impossible);
        }
    }

    /**
     * Creates the TLS context of a server that has a valid certificate and trusts client certificates from this
     * authority.
     */
    SSLContext mutualTlsContext() {
        try {
            KeyPair keys = generateKeyPair();
            return serverContext(
                    keys, issue(CA, authorityKeys, SERVER, keys, CertificateProfile.SERVER), trustManagers());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("This platform cannot create certificates.", impossible);
        }
    }

    /**
     * Issues a client certificate.
     *
     * @param trusted true for a certificate from this authority, false for a certificate from another authority with
     *     the same name
     * @return a PKCS12 key store with the certificate and its private key
     */
    byte[] clientKeyStore(String commonName, boolean trusted, String password) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            KeyPair keys = generateKeyPair();
            X500Name subject =
                    new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
            X509Certificate certificate =
                    issue(CA, trusted ? authorityKeys : generateKeyPair(), subject, keys, CertificateProfile.CLIENT);
            store(keys, certificate, password.toCharArray()).store(bytes, password.toCharArray());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("This platform cannot create certificates.", impossible);
        }
        return bytes.toByteArray();
    }

    /** Issues a certificate for a server on this machine and returns it with its private key in a PKCS12 key store. */
    byte[] serverKeyStore(String alias, String password) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            KeyPair keys = generateKeyPair();
            X509Certificate certificate = issue(CA, authorityKeys, SERVER, keys, CertificateProfile.SERVER);
            store(alias, keys, certificate, password.toCharArray()).store(bytes, password.toCharArray());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("This platform cannot create certificates.", impossible);
        }
        return bytes.toByteArray();
    }

    String authorityPem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(authority);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static SSLContext serverContext(
            KeyPair keys, X509Certificate server, TrustManager @Nullable [] trustManagers)
            throws GeneralSecurityException, IOException {
        char[] password = "in-memory".toCharArray();
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store(keys, server, password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers, null);
        return context;
    }

    private static KeyStore store(KeyPair keys, X509Certificate certificate, char[] password)
            throws GeneralSecurityException, IOException {
        return store("own", keys, certificate, password);
    }

    private static KeyStore store(String alias, KeyPair keys, X509Certificate certificate, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(alias, keys.getPrivate(), password, new Certificate[] {certificate});
        return store;
    }

    /** Creates the TLS context of a client that trusts this authority. */
    SSLContext clientContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(store);
        return trustManagers.getTrustManagers();
    }

    private static KeyPair generateKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate issue(
            X500Name issuer, KeyPair issuerKeys, X500Name subject, KeyPair keys, CertificateProfile plan)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(96, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(2))),
                Date.from(now.plus(plan.lifetime)),
                subject,
                keys.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(plan == CertificateProfile.AUTHORITY));
        if (plan != CertificateProfile.AUTHORITY && plan != CertificateProfile.CLIENT) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(plan.alternativeNames()));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
    }

    /** The content of a certificate. */
    private enum CertificateProfile {
        AUTHORITY(Duration.ofDays(365)),
        SERVER(Duration.ofDays(365)),
        CLIENT(Duration.ofDays(365)),
        EXPIRED(Duration.ofDays(-1)),
        WRONG_HOST(Duration.ofDays(365));

        private final Duration lifetime;

        CertificateProfile(Duration life) {
            this.lifetime = life;
        }

        private GeneralName[] alternativeNames() {
            if (this == WRONG_HOST) {
                return new GeneralName[] {new GeneralName(GeneralName.dNSName, "ehr.example")};
            }
            return new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1")
            };
        }
    }
}
