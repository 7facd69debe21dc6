package io.safire.internal.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager that adds the certificate of the server to the exception if another trust manager rejects the
 * certificate. The exceptions of the JDK do not contain the certificate.
 */
final class CertificateReporter extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trustManager;

    private CertificateReporter(X509ExtendedTrustManager trustManager) {
        this.trustManager = trustManager;
    }

    static TrustManager[] wrap(TrustManager[] trustManagers) {
        TrustManager[] wrapped = trustManagers.clone();
        for (int index = 0; index < wrapped.length; index++) {
            if (wrapped[index] instanceof X509ExtendedTrustManager extended) {
                wrapped[index] = new CertificateReporter(extended);
            }
        }
        return wrapped;
    }

    static final class RejectedCertificateException extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final transient List<X509Certificate> chain;

        private RejectedCertificateException(CertificateException reason, List<X509Certificate> chain) {
            super(reason.getMessage(), reason);
            this.chain = chain;
        }

        /** Returns the certificates that the server sent; its own certificate is the first. */
        List<X509Certificate> chain() {
            return chain;
        }
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void report(X509Certificate[] chain, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException rejected) {
            throw chain.length == 0 ? rejected : new RejectedCertificateException(rejected, List.of(chain));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        report(chain, () -> trustManager.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        report(chain, () -> trustManager.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        report(chain, () -> trustManager.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trustManager.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trustManager.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trustManager.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trustManager.getAcceptedIssuers();
    }
}
