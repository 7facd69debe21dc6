package io.safire.broken;

import io.safire.SmartClient;
import io.safire.error.DiscoveryException;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.TransportFailure.Kind;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Breakages in redirects, TLS, repeated requests and connections. */
final class TransportBreakages {

    private static final String ONCE = "RepetitionTest.codeIsSentOnceWhateverHappens";

    /** Number of bytes that the sandbox sends in ten seconds. */
    private static final int BEYOND_DEADLINE = 200;

    private TransportBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.wire(
                        "Redirect is followed with credentials",
                        TransportBreakages::followingWithCredentials,
                        "HostileAnswersTest.redirectOfATokenRequestIsNotFollowed",
                        "TokenServicesTest.requestWithATokenIsNeverRedirected"),
                Breakage.wire(
                        "Redirect to http is followed",
                        (request, wire) -> unless(Kind.BLOCKED_REDIRECT, request, wire),
                        "TransportTest.redirectFromHttpsToHttpIsBlocked"),
                Breakage.wire(
                        "Discovery follows a redirect to another origin",
                        (request, wire) -> unless(Kind.OTHER_ORIGIN, request, wire),
                        "AuthorityTest.discoveryIsNotRedirectedToAnotherOrigin"),
                Breakage.wire(
                        "Server certificate is not verified",
                        (request, wire) -> unless(Kind.TLS, request, wire),
                        "TransportTest.certificateOfAnUnknownAuthorityIsRefused"),
                Breakage.calls(
                        "Authorization code is sent to a discovered http endpoint on loopback",
                        TransportBreakages::exchangingOverHttp,
                        "TransportTest.sendsNoCodeToLoopbackHttpWhenBaseUrlIsHttps"),
                Breakage.wire("Authorization code is sent again after a 503", TransportBreakages::againAfter503, ONCE),
                Breakage.wire(
                        "Authorization code is sent again after a broken connection",
                        (request, wire) -> againAfter(Kind.BROKEN, request, wire),
                        ONCE,
                        "RepetitionTest.codeAndRefreshTokenAreSentOnceOnAConnectionThatWasKeptAlive"),
                Breakage.wire(
                        "Refresh token is sent again after a timeout",
                        (request, wire) -> againAfter(Kind.TIMEOUT, request, wire),
                        "RepetitionTest.refreshTokenIsSentOnceAfterATimeout"),
                Breakage.wire(
                        "Request has no deadline",
                        (request, wire) -> readingOn(request.target()),
                        "TransportTest.endsRequestsWhenServerSendsTlsHandshakeByteByByte"),
                Breakage.wire(
                        "Single-use credential is sent on a reused connection",
                        (request, wire) -> wire.send(overAKeptConnection(request)),
                        "RepetitionTest.codeAndRefreshTokenDoNotGoOverAConnectionThatTheServerHasClosed",
                        "RepetitionTest.whatIsSentOnceHasAConnectionOfItsOwnAndTheRestShareOne",
                        "RepetitionTest.eachRegistrationHasAConnectionOfItsOwn"));
    }

    /** Posts the code to the token endpoint of the metadata if the unbroken client rejects that endpoint. */
    private static Object exchangingOverHttp(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (DiscoveryException refused) {
            if (call.is("exchange")) {
                URI endpoint =
                        call.client().metadata().tokenEndpoint().orElseThrow();
                HttpClient.newHttpClient()
                        .send(
                                java.net.http.HttpRequest.newBuilder(endpoint)
                                        .POST(BodyPublishers.ofString("grant_type=authorization_code"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
            }
            throw refused;
        }
    }

    /** Reads past the deadline. Reading stops after a number of bytes, since otherwise the test would never end. */
    private static HttpAnswer readingOn(URI target) {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.getInputStream().readNBytes(BEYOND_DEADLINE);
        } catch (IOException ended) {
            // the failure is the same as after the last byte
        }
        throw new TransportFailure(Kind.BROKEN, "The server sends one byte at a time", target);
    }

    private static HttpRequest overAKeptConnection(HttpRequest request) {
        return new HttpRequest(
                request.method(),
                request.target(),
                request.authorization(),
                request.etag(),
                request.body(),
                request.limit(),
                false);
    }

    private static HttpAnswer followingWithCredentials(HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        if (!Form.isIn(request) || !answer.isRedirect()) {
            return answer;
        }
        URI next = answer.from().resolve(answer.header("location").orElse(""));
        return wire.send(HttpRequest.post(next, request.authorization(), Form.body(request)));
    }

    private static HttpAnswer againAfter503(HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        return answer.status() == 503 && Form.grants(request, "authorization_code") ? wire.send(request) : answer;
    }

    private static HttpAnswer againAfter(Kind kind, HttpRequest request, Wire wire) {
        try {
            return wire.send(request);
        } catch (TransportFailure failure) {
            if (failure.kind() == kind && Form.isIn(request)) {
                return wire.send(request);
            }
            throw failure;
        }
    }

    /** Repeats a request other than a form without any check if the unbroken transport fails with the given kind. */
    private static HttpAnswer unless(Kind kind, HttpRequest request, Wire wire) {
        try {
            return wire.send(request);
        } catch (TransportFailure failure) {
            if (failure.kind() != kind || Form.isIn(request)) {
                throw failure;
            }
            URI target = kind == Kind.TLS ? request.target() : URI.create(failure.description());
            return blindly(target, failure);
        }
    }

    private static HttpAnswer blindly(URI target, TransportFailure otherwise) {
        try {
            HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
            HttpResponse<byte[]> response = client.send(
                    java.net.http.HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofByteArray());
            return new HttpAnswer(target, response.statusCode(), Map.of(), response.body());
        } catch (IOException | GeneralSecurityException unreachable) {
            throw otherwise;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw otherwise;
        }
    }

    private static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context;
    }

    /** A trust manager that accepts every certificate. */
    private static final class Trusting extends X509ExtendedTrustManager {
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
