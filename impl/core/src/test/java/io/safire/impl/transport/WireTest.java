package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closing of a client that concurrent requests share. */
class WireTest {

    private final List<String> closed = new ArrayList<>();
    private final Response endless = Response.ok("x").build();
    private final Wire wire = new Wire((WireApi) Proxy.newProxyInstance(
            WireTest.class.getClassLoader(), new Class<?>[] {WireApi.class}, (proxy, method, arguments) -> {
                closed.add("client");
                throw new IllegalStateException("closed already");
            }));

    @Test
    void endOfARequestLeavesThemOpen() {
        assertThat(wire.enter()).isTrue();
        wire.leave();
        assertThat(closed).isEmpty();
        assertThat(wire.enter()).isTrue();
    }

    @Test
    void answerWithoutEndDoesNotCutOffTheOthers() {
        assertThat(wire.enter()).isTrue();
        assertThat(wire.enter()).isTrue();
        wire.abandon(endless);
        wire.leave();
        assertThat(closed).isEmpty();
        assertThat(endless.hasEntity()).isTrue();
        assertThat(wire.enter()).isFalse();
        wire.leave();
        assertThat(closed).containsExactly("client");
        assertThatThrownBy(endless::hasEntity).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void expiredRequestDoesNotCutOffTheOthers() {
        assertThat(wire.enter()).isTrue();
        assertThat(wire.enter()).isTrue();
        wire.expire();
        assertThat(closed).isEmpty();
        assertThat(wire.enter()).isFalse();
        wire.leave();
        assertThat(closed).containsExactly("client");
    }

    @Test
    void expiredRequestsDoNotWaitForOneAnother() {
        assertThat(wire.enter()).isTrue();
        assertThat(wire.enter()).isTrue();
        wire.expire();
        wire.expire();
        assertThat(closed).containsExactly("client");
    }

    @Test
    void answerWithoutEndThatIsAloneClosesThemAtOnce() {
        assertThat(wire.enter()).isTrue();
        wire.abandon(endless);
        wire.leave();
        assertThat(closed).containsExactly("client");
        assertThatThrownBy(endless::hasEntity).isInstanceOf(IllegalStateException.class);
    }
}
