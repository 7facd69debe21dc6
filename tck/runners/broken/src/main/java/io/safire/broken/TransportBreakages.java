package io.safire.broken;

import io.safire.error.DiscoveryException;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Deliberate defects in redirects, TLS, repeated requests and connections. */
final class TransportBreakages {

    private static final String CODE_SENT_ONCE_TEST = "RetryTest.sendsCodeOnceAfterTransientFailure";

    /** Number of bytes that the sandbox sends in two seconds. */
    private static final int BYTES_PAST_DEADLINE = 40;

    private static final Set<FailureKind> INVALID_CERTIFICATES =
            Set.of(FailureKind.CERTIFICATE_EXPIRED, FailureKind.CERTIFICATE_UNTRUSTED, FailureKind.CERTIFICATE_NAME);

    private TransportBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.requests(
                                "Redirect is followed with credentials",
                                TransportBreakages::followWithCredentials,
                                "HostileResponsesTest.rejectsRedirectOfTokenRequest",
                                "HostileResponsesTest.rejectsRedirectOfCode",
                                "HostileResponsesTest.rejectsRedirectOfRefreshToken",
                                "TokenIntrospectionTest.rejectsRedirectOfIntrospection")
                        .breaks(1)
                        .reportedAs(
                                "Expecting throwable message: ",
                                "Expecting empty but was: [RecordedRequest[endpoint=TOKEN"),
                Breakage.requests(
                                "Redirect to http is followed",
                                (request, wire) -> ignoreFailure(FailureKind.LOOPBACK_REDIRECT, request, wire),
                                "TransportTest.blocksRedirectFromHttpsToHttp")
                        .breaks(1, 232),
                Breakage.requests(
                        "Discovery follows a redirect to another origin",
                        (request, wire) -> ignoreFailure(FailureKind.CROSS_ORIGIN_REDIRECT, request, wire),
                        "MixUpAttackTest.rejectsDiscoveryRedirectToAnotherOrigin"),
                Breakage.requests(
                                "Server certificate is not verified",
                                (request, wire) -> ignoreFailure(FailureKind.CERTIFICATE_UNTRUSTED, request, wire),
                                "TransportTest.rejectsCertificateOfUnknownAuthority")
                        .breaks(1, 232),
                Breakage.requests(
                                "Server certificate is not verified in token requests",
                                TransportBreakages::sendFormUnchecked,
                                "FaultTableTest.sendsNothingWithoutConnection",
                                "BackendTransportTest.requestsNoTokenOverUntrustedCertificate")
                        .breaks(1, 230, 318)
                        .reportedAs(
                                "Expecting empty but was: [\"",
                                "Expecting empty but was: [RecordedRequest[endpoint=TOKEN"),
                Breakage.requests(
                                "TLS 1.1 is accepted",
                                TransportBreakages::waitForCertificate,
                                "TransportTest.rejectsTls11OfFhirServerAndTokenEndpoint")
                        .breaks(230, 232, 318)
                        .reportedAs("could not find: [\"protocol version TLS11\"]"),
                Breakage.calls(
                                "Authorization code is sent to a discovered http endpoint on loopback",
                                TransportBreakages::exchangeOverHttp,
                                "TransportTest.sendsNoCodeToLoopbackHttpWhenBaseUrlIsHttps")
                        .breaks(1)
                        .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=TOKEN"),
                Breakage.requests(
                        "Authorization code is sent again after a 503",
                        TransportBreakages::resendAfter503,
                        CODE_SENT_ONCE_TEST),
                Breakage.requests(
                                "Authorization code is sent again after a broken connection",
                                (request, wire) -> resendAfter(FailureKind.CONNECTION_BROKEN, request, wire),
                                CODE_SENT_ONCE_TEST,
                                "RetryTest.sendsCodeOnceAfterDroppedConnection",
                                "RetryTest.sendsRefreshTokenOnceAfterDroppedConnection")
                        .reportedAs("code to raise a throwable", "Expected size: 2 but was: 3"),
                Breakage.requests(
                                "Refresh token is sent again after a timeout",
                                (request, wire) -> resendAfter(FailureKind.READ_TIMEOUT, request, wire),
                                "RetryTest.sendsRefreshTokenOnceAfterTimeout")
                        .reportedAs("NetworkException but was: io.safire.error.TokenException"),
                Breakage.requests(
                                "Request has no deadline",
                                (request, wire) -> readPastDeadline(request.target()),
                                "TransportTest.endsRequestsWhenServerSendsTlsHandshakeByteByByte")
                        .reportedAs("The server sends one byte at a time"),
                Breakage.requests(
                                "Request that must not be repeated is sent over a reused connection",
                                (request, wire) -> wire.send(withReusedConnection(request)),
                                "RetryTest.avoidsClosedConnectionForCodeAndRefreshToken",
                                "RetryTest.usesSingleUseConnectionsForCodeAndRefreshToken",
                                "RetryTest.usesSingleUseConnectionForEachRegistration")
                        .reportedAs("Found duplicate(s)", "failed to respond"));
    }

    /** Posts the code to the token endpoint of the metadata if the correct client rejects that endpoint. */
    private static Object exchangeOverHttp(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (DiscoveryException rejection) {
            if (call.isMethod("exchange")) {
                URI endpoint = call.client().metadata().tokenEndpoint().orElseThrow();
                HttpClient.newHttpClient()
                        .send(
                                java.net.http.HttpRequest.newBuilder(endpoint)
                                        .POST(BodyPublishers.ofString("grant_type=authorization_code"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
            }
            throw rejection;
        }
    }

    /** Reads a response past the deadline. Reading stops after a number of bytes, so that the test ends. */
    private static InboundResponse readPastDeadline(URI target) {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.getInputStream().readNBytes(BYTES_PAST_DEADLINE);
        } catch (IOException ended) {
            // the failure has the same effect as the end after the last byte
        }
        throw new TransportException(FailureKind.CONNECTION_BROKEN, "The server sends one byte at a time", target);
    }

    private static OutboundRequest withReusedConnection(OutboundRequest request) {
        return new OutboundRequest(
                request.method(),
                request.target(),
                request.authorization(),
                request.etag(),
                request.contentType(),
                request.body(),
                true,
                request.maxResponseBytes(),
                request.authenticator());
    }

    private static InboundResponse followWithCredentials(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        if (!FormParameters.isForm(request) || !response.isRedirect()) {
            return response;
        }
        URI next = response.uri().resolve(response.header("location").orElse(""));
        return wire.send(request.withTarget(next));
    }

    private static InboundResponse resendAfter503(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        return response.status() == 503 && FormParameters.hasGrantType(request, "authorization_code")
                ? wire.send(request)
                : response;
    }

    private static InboundResponse resendAfter(FailureKind kind, OutboundRequest request, RequestSender wire) {
        try {
            return wire.send(request);
        } catch (TransportException failure) {
            if (failure.kind() == kind && FormParameters.isForm(request)) {
                return wire.send(request);
            }
            throw failure;
        }
    }

    /**
     * Repeats a request without any check if the correct transport fails with the given kind of failure. This method
     * never repeats a request with a form.
     */
    private static InboundResponse ignoreFailure(FailureKind kind, OutboundRequest request, RequestSender wire) {
        try {
            return wire.send(request);
        } catch (TransportException failure) {
            if (failure.kind() != kind || FormParameters.isForm(request)) {
                throw failure;
            }
            URI target =
                    kind == FailureKind.CERTIFICATE_UNTRUSTED ? request.target() : URI.create(failure.description());
            return sendUnchecked(java.net.http.HttpRequest.newBuilder(target).build(), failure);
        }
    }

    /**
     * Reports a timeout instead of the rejected protocol version. The server sends nothing after its choice of TLS 1.1,
     * so a client that accepts TLS 1.1 waits for the certificate.
     */
    private static InboundResponse waitForCertificate(OutboundRequest request, RequestSender wire) {
        try {
            return wire.send(request);
        } catch (TransportException failure) {
            if (failure.description().contains("TLS11")) {
                throw new TransportException(
                        FailureKind.READ_TIMEOUT, "The server sent no certificate", request.target());
            }
            throw failure;
        }
    }

    private static InboundResponse sendFormUnchecked(OutboundRequest request, RequestSender wire) {
        try {
            return wire.send(request);
        } catch (TransportException failure) {
            if (!FormParameters.isForm(request) || !INVALID_CERTIFICATES.contains(failure.kind())) {
                throw failure;
            }
            return sendUnchecked(
                    java.net.http.HttpRequest.newBuilder(request.target())
                            .header("Content-Type", OutboundRequest.FORM)
                            .POST(BodyPublishers.ofByteArray(request.body()))
                            .build(),
                    failure);
        }
    }

    private static InboundResponse sendUnchecked(java.net.http.HttpRequest request, TransportException original) {
        try {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trustAllContext()).build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new InboundResponse(request.uri(), response.statusCode(), Map.of(), response.body());
        } catch (IOException | GeneralSecurityException unreachable) {
            throw original;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw original;
        }
    }

    private static SSLContext trustAllContext() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new InsecureServerTrust()}, null);
        return context;
    }

    /** A trust manager that accepts every certificate. */
    private static final class InsecureServerTrust extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
