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

    /**
     * Reads all certificates. Other blocks of a PEM, such as a private key, are ignored.
     *
     * @throws UnreadableBlockException if Java cannot read the certificates of a block
     */
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
        return read(blocks);
    }

    /**
     * Reads the certificates of a PEM.
     *
     * @throws UnreadableBlockException if Java cannot read the certificates of a block
     */
    static List<X509Certificate> read(List<PemBlock> blocks) throws UnreadableBlockException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            List<X509Certificate> found = block.hasCertificates() ? read(block) : List.of();
            if (block.hasCertificates() && found.isEmpty()) {
                throw new UnreadableBlockException(block.label(), blocks.indexOf(block) + 1, blocks.size());
            }
            certificates.addAll(found);
        }
        return certificates;
    }

    private static List<X509Certificate> read(PemBlock block) {
        byte[] bytes = block.content();
        try {
            return bytes == null || block.label().equals(PemBlock.TRUSTED_CERTIFICATE) ? List.of() : readBinary(bytes);
        } catch (CertificateException damaged) {
            return List.of();
        }
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
