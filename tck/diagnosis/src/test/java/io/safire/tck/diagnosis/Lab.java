package io.safire.tck.diagnosis;

import io.safire.internal.config.ProxySettings;
import io.safire.internal.http.TlsProbe;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** The simulated EHRs of all cases, each with a name of its own, and a folder for files. */
final class Lab implements AutoCloseable {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());
    private final AtomicInteger names = new AtomicInteger();
    private final Path folder;

    Lab(Path folder) {
        this.folder = folder;
    }

    SandboxControl control() {
        return control;
    }

    String nextName() {
        return "ehr-" + names.incrementAndGet();
    }

    SandboxServer openHttp() {
        return control.open(nextName());
    }

    SandboxServer openHttps(ServerCertificate certificate) {
        return control.openHttps(nextName(), certificate);
    }

    String authorityFile() {
        return write("authority.pem", control.caCertificatePem());
    }

    /** Returns the certificate that the server of a URL sends first, as PEM. */
    String certificateOf(URI address) {
        try {
            byte[] certificate = TlsProbe.of(address, ProxySettings.OF_JVM, Duration.ofSeconds(20))
                    .orElseThrow()
                    .chain()
                    .get(0)
                    .getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String write(String suffix, String text) {
        return write(suffix, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    String write(String suffix, byte[] bytes) {
        try {
            return Files.write(folder.resolve(names.incrementAndGet() + "-" + suffix), bytes)
                    .toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
