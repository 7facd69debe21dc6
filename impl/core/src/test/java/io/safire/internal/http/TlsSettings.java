package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.safire.internal.config.CertificateStore;
import io.safire.internal.config.HttpSettings;
import io.safire.sandbox.control.SandboxControl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** HTTP settings for the https servers of a sandbox. */
final class TlsSettings {

    private static final String PASSWORD = "opens-the-store";

    private TlsSettings() {}

    static HttpSettings trusting(SandboxControl control) throws GeneralSecurityException, IOException {
        return of(control, null);
    }

    /** Returns settings with a client certificate that the sandbox's certificate authority has issued. */
    static HttpSettings presenting(SandboxControl control, String commonName)
            throws GeneralSecurityException, IOException {
        return of(control, control.clientKeyStore(commonName, PASSWORD));
    }

    /** Returns settings with a client certificate that no server accepts. */
    static HttpSettings presentingUnknown(SandboxControl control) throws GeneralSecurityException, IOException {
        return of(control, control.untrustedClientKeyStore("unknown-client", PASSWORD));
    }

    private static HttpSettings of(SandboxControl control, byte @Nullable [] keyStore)
            throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        byte[] pem = control.caCertificatePem().getBytes(US_ASCII);
        trust.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        KeyStore identity = null;
        if (keyStore != null) {
            identity = KeyStore.getInstance("PKCS12");
            identity.load(new ByteArrayInputStream(keyStore), PASSWORD.toCharArray());
        }
        HttpSettings plain = HttpTransportTest.SETTINGS;
        return new HttpSettings(
                plain.connectTimeout(),
                plain.readTimeout(),
                new CertificateStore(trust),
                identity == null ? null : new CertificateStore(identity),
                PASSWORD,
                plain.userAgent(),
                plain.headers(),
                plain.proxy(),
                plain.brandBundleLimit(),
                plain.resilience(),
                null);
    }
}
