package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the closing of a client that concurrent requests share. */
class SharedRestClientTest {

    private final List<String> closed = new ArrayList<>();
    private final Response endlessResponse = Response.ok("x").build();
    private final SharedRestClient client = new SharedRestClient((RawHttpApi) Proxy.newProxyInstance(
            SharedRestClientTest.class.getClassLoader(),
            new Class<?>[] {RawHttpApi.class},
            (proxy, method, arguments) -> {
                closed.add("client");
                throw new IllegalStateException("closed already");
            }));

    @Test
    void staysOpenAfterRequest() {
        assertThat(client.tryAcquire()).isTrue();
        client.release();
        assertThat(closed).isEmpty();
        assertThat(client.tryAcquire()).isTrue();
    }

    @Test
    void staysOpenForOthersAfterEndlessResponse() {
        assertThat(client.tryAcquire()).isTrue();
        assertThat(client.tryAcquire()).isTrue();
        client.abandon(endlessResponse);
        client.release();
        assertThat(closed).isEmpty();
        assertThat(endlessResponse.hasEntity()).isTrue();
        assertThat(client.tryAcquire()).isFalse();
        client.release();
        assertThat(closed).containsExactly("client");
        assertThatThrownBy(endlessResponse::hasEntity).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void staysOpenForOthersAfterExpiredRequest() {
        assertThat(client.tryAcquire()).isTrue();
        assertThat(client.tryAcquire()).isTrue();
        client.expire();
        assertThat(closed).isEmpty();
        assertThat(client.tryAcquire()).isFalse();
        client.release();
        assertThat(closed).containsExactly("client");
    }

    @Test
    void closesWhenAllRequestsHaveExpired() {
        assertThat(client.tryAcquire()).isTrue();
        assertThat(client.tryAcquire()).isTrue();
        client.expire();
        client.expire();
        assertThat(closed).containsExactly("client");
    }

    @Test
    void closesAtOnceAfterOnlyResponseIsEndless() {
        assertThat(client.tryAcquire()).isTrue();
        client.abandon(endlessResponse);
        client.release();
        assertThat(closed).containsExactly("client");
        assertThatThrownBy(endlessResponse::hasEntity).isInstanceOf(IllegalStateException.class);
    }
}
