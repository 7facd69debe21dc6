package io.safire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.NetworkException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.Launch;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test of the default methods, on which implementations and hand-written mocks rely. */
class SmartClientTest {

    private static final AccessToken TOKEN = new AccessToken("epic", "token", Instant.MAX, Scopes.none());
    private final List<Object> options = new ArrayList<>();

    @Test
    void completesStageWithAccessToken() {
        assertThat(client(() -> TOKEN).accessTokenAsync()).isCompletedWithValue(TOKEN);
    }

    @Test
    void failsStageWithExceptionOfAccessToken() {
        NetworkException failure = new NetworkException(Failure.of("SAFIRE-0201", "epic", Step.TOKEN, "down"), "down");
        CompletableFuture<AccessToken> stage = client(() -> {
                    throw failure;
                })
                .accessTokenAsync()
                .toCompletableFuture();
        assertThatThrownBy(stage::join).hasCause(failure);
    }

    @Test
    void authorizesWithDefaultOptions() {
        client(() -> TOKEN).authorize(Launch.standalone());
        assertThat(options).containsExactly(AuthorizationOptions.defaults());
        assertThat(AuthorizationOptions.defaults().scopes()).isEmpty();
        AuthorizationOptions further = AuthorizationOptions.defaults()
                .withPrompt("login")
                .withLoginHint("walnut")
                .withParameter("tenant", "a b");
        assertThat(further.parameters())
                .containsExactly(
                        Map.entry("prompt", "login"), Map.entry("login_hint", "walnut"), Map.entry("tenant", "a b"));
        assertThat(further).asString().contains("login_hint").doesNotContain("walnut");
        assertThat(AuthorizationOptions.withScopes(Scopes.of("openid")).scopes())
                .contains(Scopes.of("openid"));
    }

    /** Overloads for a credential, or for each combination of options, belong on the small types. */
    @Test
    void hasFewMethods() {
        assertThat(Stream.of(SmartClient.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName))
                .hasSizeLessThanOrEqualTo(15);
    }

    private SmartClient client(Supplier<AccessToken> tokens) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            if (method.getName().equals("authorize")) {
                options.add(arguments[1]);
                return null;
            }
            return tokens.get();
        };
        return (SmartClient)
                Proxy.newProxyInstance(SmartClient.class.getClassLoader(), new Class<?>[] {SmartClient.class}, handler);
    }
}
