package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP connector that uses Apache HttpClient in place of Jersey's own connector. Jersey's connector uses the JDK's
 * {@code HttpURLConnection}, which retries a request when the connection breaks, reuses connections, and can lose the
 * body of a 401 response.
 *
 * <p>No class of this package extends a class of Apache HttpClient. Some runtimes load all classes of an archive, even
 * if Apache HttpClient is missing.
 */
final class ApacheHttpConnector implements HttpConnector {

    private static final int MAX_LINE_LENGTH = 1 << 16;
    private static final int MAX_HEADERS = 200;

    private final HttpSettings settings;
    private final LimitedBodyReader bodyReader;
    private final boolean singleUse;
    private final CloseableHttpClient client;

    /**
     * @param singleUse true if each request uses a new connection
     */
    ApacheHttpConnector(HttpSettings settings, boolean singleUse) {
        this(settings, singleUse, null);
    }

    /**
     * @param proxies the selector of the proxy for a URL; null to use the JVM's default selector at the time of the
     *     request
     */
    ApacheHttpConnector(HttpSettings settings, boolean singleUse, @Nullable ProxySelector proxies) {
        this.settings = settings;
        this.bodyReader = new LimitedBodyReader(settings);
        this.singleUse = singleUse;
        HttpRoutePlanner routes = new SystemDefaultRoutePlanner(proxies);
        this.client = HttpClients.custom()
                .setConnectionManager(connectionManager(settings))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.readTimeout()))
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRoutePlanner((host, context) -> resolveToSingleAddress(routes.determineRoute(host, context)))
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    @Override
    public InboundResponse exchange(OutboundRequest request) throws Exception {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.target());
        request.headers(settings.userAgent()).forEach(message::setHeader);
        if (singleUse) {
            message.setHeader("Connection", "close");
        }
        if (request.body().length > 0) {
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        Deadline deadline = new Deadline(settings.requestTimeout(request.maxResponseBytes()), message::cancel);
        return deadline.run(() -> exchange(message, request));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private InboundResponse exchange(HttpUriRequestBase message, OutboundRequest request) throws IOException {
        URI target = request.target();
        HttpHost host = new HttpHost(target.getScheme(), target.getHost(), target.getPort());
        ClassicHttpResponse received = client.executeOpen(host, message, null);
        Map<String, List<String>> headers = headers(received);
        HttpEntity entity = received.getEntity();
        if (entity != null && request.streamsBodyOf(received.getCode())) {
            StreamedBody body = new StreamedBody(entity.getContent(), complete -> message.cancel());
            return InboundResponse.streamed(target, received.getCode(), headers, body);
        }
        try {
            return InboundResponse.of(target, received.getCode(), headers, body(entity, request.maxResponseBytes()));
        } finally {
            // cancel() closes the connection even if the body was not read to its end; close() would first read the
            // rest of the body
            message.cancel();
        }
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse received) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : received.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(String.valueOf(header.getValue()));
        }
        return headers;
    }

    private byte[] body(@Nullable HttpEntity entity, int limit) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try {
            return bodyReader.read(entity.getContent(), limit);
        } catch (BodyLimitExceededException limitExceeded) {
            return limitExceeded.received();
        }
    }

    private static PoolingHttpClientConnectionManager connectionManager(HttpSettings settings) {
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(MAX_LINE_LENGTH)
                .setMaxHeaderCount(MAX_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build())
                // verify the host name during the handshake, before the client certificate is sent
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        new TlsContext(settings).context(),
                        HostnameVerificationPolicy.BOTH,
                        HttpsSupport.getDefaultHostnameVerifier()))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.readTimeout()))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                // this client has no limit, because max-concurrent-requests already limits the requests
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .build();
    }

    /**
     * Returns a route to a single IP address of the host. With several addresses, the HTTP client would connect to the
     * next address after the connection has been closed at the deadline.
     */
    private static HttpRoute resolveToSingleAddress(HttpRoute route) throws HttpException {
        if (route.getProxyHost() != null) {
            return route;
        }
        HttpHost host = route.getTargetHost();
        try {
            InetAddress address = InetAddress.getByName(host.getHostName());
            return new HttpRoute(
                    new HttpHost(host.getSchemeName(), address, host.getHostName(), host.getPort()),
                    route.getLocalAddress(),
                    route.isSecure());
        } catch (UnknownHostException unknown) {
            throw new HttpException("Unknown host", unknown);
        }
    }
}
