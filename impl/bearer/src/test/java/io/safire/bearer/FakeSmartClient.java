package io.safire.bearer;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A fake client of one server. The client supports only managed tokens. */
final class FakeSmartClient {

    final List<String> invalidated = new ArrayList<>();
    int issuedCount;

    private final URI baseUrl;
    private final Supplier<String> source;
    private String current;

    FakeSmartClient(URI baseUrl, Supplier<String> source) {
        this.baseUrl = baseUrl;
        this.source = source;
    }

    SmartClient client() {
        return (SmartClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SmartClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> "ehr";
                    case "accessToken" -> token();
                    case "resources" -> resources();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ResourceAccess resources() {
        return (ResourceAccess) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResourceAccess.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "invalidate" -> invalidate((AccessToken) arguments[0]);
                    case "authorization" -> header((AccessToken) arguments[0], (URI) arguments[1]);
                    case "gatewayHeaders" -> Map.of("X-Gateway-Key", "key-1");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Returns the managed tokens of a user. */
    ManagedTokens userTokens() {
        return (ManagedTokens) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedTokens.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "accessToken" -> new AccessToken("ehr", "of-the-user", Instant.MAX, Scopes.none());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private AccessToken token() {
        if (current == null) {
            issuedCount++;
            current = source.get();
        }
        return new AccessToken("ehr", current, Instant.MAX, Scopes.none());
    }

    private Object invalidate(AccessToken token) {
        invalidated.add(token.value());
        if (token.value().equals(current)) {
            current = null;
        }
        return null;
    }

    private Optional<String> header(AccessToken token, URI target) {
        return target.toString().startsWith(baseUrl + "/") ? Optional.of("Bearer " + token.value()) : Optional.empty();
    }
}
