package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers and URL of requests that the runtime sends. */
class TargetFilterTest {

    private static final String TARGET = "https://as.example/token?tenant=1";

    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private final List<URI> addresses = new ArrayList<>();
    private final TargetFilter pooled = filter(false);
    private final TargetFilter singleUse = filter(true);

    @Test
    void setsUrlFromHeaderAndRemovesHeader() {
        pooled.filter(request("GET"));
        assertThat(addresses).containsExactly(URI.create(TARGET));
        assertThat(headers).doesNotContainKey(RawHttpApi.TARGET_HEADER);
    }

    @Test
    void rejectsRequestWithoutSingleTarget() {
        ClientRequestContext request = request("GET");
        headers.remove(RawHttpApi.TARGET_HEADER);
        assertThatThrownBy(() -> pooled.filter(request)).hasMessage("the request has no target URL");
        headers.addAll(RawHttpApi.TARGET_HEADER, TARGET, "https://other.example");
        assertThatThrownBy(() -> pooled.filter(request)).hasMessage("the request has no target URL");
        assertThat(addresses).isEmpty();
    }

    @Test
    void replacesUserAgentOfRuntime() {
        ClientRequestContext request = request("GET");
        headers.putSingle("User-Agent", "Runtime/1");
        pooled.filter(request);
        assertThat(headers.get("User-Agent")).containsExactly("Growth-Chart/2.1");
    }

    @Test
    void closesSingleUseConnection() {
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            singleUse.filter(request(method));
            assertThat(headers.get("Connection")).as(method).isEqualTo(List.of("close"));
        }
    }

    @Test
    void keepsPooledConnectionOpen() {
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            pooled.filter(request(method));
            assertThat(headers).as(method).doesNotContainKey("Connection");
        }
    }

    /** Returns a new request. */
    private ClientRequestContext request(String method) {
        headers.clear();
        headers.putSingle(RawHttpApi.TARGET_HEADER, TARGET);
        return (ClientRequestContext) Proxy.newProxyInstance(
                TargetFilterTest.class.getClassLoader(),
                new Class<?>[] {ClientRequestContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeaders" -> headers;
                    case "getMethod" -> method;
                    case "setUri" -> {
                        addresses.add((URI) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static TargetFilter filter(boolean singleUse) {
        return new TargetFilter("Growth-Chart/2.1", singleUse, new TlsContext(HttpTransportTest.SETTINGS));
    }
}
