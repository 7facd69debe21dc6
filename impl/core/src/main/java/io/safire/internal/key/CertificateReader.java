package io.safire.internal.key;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reader of certificates in PEM, DER and PKCS#7 format, and in the Base64 of these formats. */
public final class CertificateReader {

    private CertificateReader() {}

    /** Ignores other blocks of a PEM, such as a private key. */
    public static List<X509Certificate> read(KeyContent content) throws CertificateException {
        Optional<String> text = content.text();
        if (text.isEmpty()) {
            return readBinary(content.bytes());
        }
        List<PemBlock> blocks = PemBlock.parse(text.get());
        if (blocks.isEmpty()) {
            Optional<byte[]> decoded = PemBlock.decode(text.get()).filter(bytes -> bytes.length > 0);
            return decoded.isPresent() ? read(KeyContent.of(decoded.get())) : List.of();
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            byte[] bytes = block.content();
            if (bytes != null && (block.isCertificate() || block.label().equals("PKCS7"))) {
                certificates.addAll(readBinary(bytes));
            }
        }
        return certificates;
    }

    private static List<X509Certificate> readBinary(byte[] bytes) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Describes a content without certificates. */
    public static String describe(KeyContent content) {
        Optional<String> text = content.text();
        if (text.isEmpty()) {
            return DerStructure.of(content.bytes())
                    .map(DerStructure::description)
                    .orElse("other binary data");
        }
        return PemBlock.parse(text.get()).stream()
                .findFirst()
                .map(block -> "a PEM of type " + block.label())
                .orElse(text.get().isBlank() ? "empty" : "another text");
    }
}
