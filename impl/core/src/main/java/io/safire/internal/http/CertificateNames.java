package io.safire.internal.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** The data of a certificate for messages. */
public final class CertificateNames {

    public static final String START = "the certificate is for ";

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MAX_NAMES = 5;

    private CertificateNames() {}

    /**
     * @param chain the certificates that the server sent; its own certificate is the first
     */
    public static String describe(List<X509Certificate> chain) {
        X509Certificate last = chain.get(chain.size() - 1);
        boolean selfSigned = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        String end = chain.size() == 1 && selfSigned
                ? "; the certificate is self-signed"
                : "; the certificate chain that the server sent has " + chain.size() + " certificate"
                        + (chain.size() == 1 ? "" : "s")
                        + (selfSigned ? "" : ", without the certificate of " + name(last.getIssuerX500Principal()));
        return describe(chain.get(0)) + end;
    }

    private static String name(X500Principal principal) {
        return principal.getName();
    }

    public static String describe(X509Certificate certificate) {
        return START + names(certificate) + ", was issued by "
                + name(certificate.getIssuerX500Principal()) + ", and is valid until "
                + certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String names(X509Certificate certificate) {
        List<String> names = alternativeNames(certificate).stream()
                .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
        return names.isEmpty()
                ? certificate.getSubjectX500Principal().getName()
                : names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }
}
