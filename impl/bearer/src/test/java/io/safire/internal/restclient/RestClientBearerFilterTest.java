package io.safire.internal.restclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.bearer.BearerTokens;
import io.safire.inject.SmartBearer;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.Test;

/** Test of a MicroProfile Rest Client request whose token the server rejects. */
class RestClientBearerFilterTest {

    private final List<String> invalidated = new ArrayList<>();
    private final List<String> lookedUp = new ArrayList<>();
    private final RestClientBearerFilter filter = filter(AnnotatedApi.class);

    @Test
    void recordsRejectionForSecondAttempt() {
        assertThat(isRejectionRecorded("text/plain")).isTrue();
        assertThat(invalidated).isEmpty();
    }

    @Test
    void discardsTokenWithoutResendingMultipartAfter401() {
        assertThat(isRejectionRecorded("multipart/form-data; boundary=x")).isFalse();
        assertThat(invalidated).containsExactly("token");
    }

    @Test
    void annotationOfMethodReplacesThatOfInterface() throws NoSuchMethodException {
        send(filter, AnnotatedApi.class.getMethod("inherited"));
        send(filter, AnnotatedApi.class.getMethod("replaced"));
        send(filter, AnnotatedApi.class.getMethod("replaced"));
        assertThat(lookedUp).as("each annotation is looked up once").containsExactly("interface", "method");
    }

    @Test
    void sendsTokenOnlyForAnnotatedMethod() throws NoSuchMethodException {
        RestClientBearerFilter methodFilter = filter(MethodApi.class);
        assertThat(send(methodFilter, MethodApi.class.getMethod("plain"))).isEmpty();
        assertThat(lookedUp).isEmpty();
        assertThat(send(methodFilter, MethodApi.class.getMethod("annotated"))).containsExactly("Bearer token");
    }

    @Test
    void registersFilterForAnnotatedMethodAndDisablesRedirects() {
        assertThat(builderCalls(AnnotatedApi.class)).containsExactly("followRedirects", "register");
        assertThat(builderCalls(MethodApi.class)).containsExactly("followRedirects", "register");
        assertThat(builderCalls(PlainApi.class)).isEmpty();
    }

    private static List<String> builderCalls(Class<?> type) {
        List<String> calls = new ArrayList<>();
        new RestClientBearerListener().onNewClient(type, proxy(RestClientBuilder.class, (name, arguments) -> {
            calls.add(name);
            return null;
        }));
        return calls;
    }

    private RestClientBearerFilter filter(Class<?> type) {
        return new RestClientBearerFilter(Optional.ofNullable(type.getAnnotation(SmartBearer.class)), bearer -> {
            lookedUp.add(bearer.value());
            return BearerTokens.of(client());
        });
    }

    /** Returns the values of the header with which the filter sends the request of a method. */
    private static List<Object> send(RestClientBearerFilter sender, Method method) {
        ClientRequestContext request = request(MediaType.TEXT_PLAIN_TYPE);
        request.setProperty("org.eclipse.microprofile.rest.client.invokedMethod", method);
        sender.filter(request);
        return request.getHeaders().getOrDefault("Authorization", List.of());
    }

    private boolean isRejectionRecorded(String type) {
        ClientRequestContext request = request(MediaType.valueOf(type));
        ClientResponseContext unauthorized = proxy(ClientResponseContext.class, (name, arguments) -> 401);
        BearerAttempt attempt = BearerAttempt.first();
        attempt.run(proxy(InvocationContext.class, (name, arguments) -> {
            filter.filter(request);
            filter.filter(request, unauthorized);
            return null;
        }));
        return attempt.rejectedToken().isPresent();
    }

    private static ClientRequestContext request(MediaType type) {
        MultivaluedHashMap<String, Object> headers = new MultivaluedHashMap<>();
        Map<Object, Object> properties = new HashMap<>();
        return proxy(ClientRequestContext.class, (name, arguments) -> switch (name) {
            case "getUri" -> URI.create("https://fhir.example/r4/Binary");
            case "getHeaders" -> headers;
            case "hasEntity" -> true;
            case "getEntity" -> "body";
            case "getMediaType" -> type;
            case "setProperty" -> properties.put(arguments[0], arguments[1]);
            case "getProperty" -> properties.get(arguments[0]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private SmartClient client() {
        return proxy(SmartClient.class, (name, arguments) -> switch (name) {
            case "name" -> "epic";
            case "accessToken" -> new AccessToken("epic", "token", Instant.MAX, Scopes.none());
            case "resources" -> resources();
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private ResourceAccess resources() {
        return proxy(ResourceAccess.class, (name, arguments) -> switch (name) {
            case "gatewayHeaders" -> Map.of();
            case "authorization" -> Optional.of("Bearer " + ((AccessToken) arguments[0]).value());
            case "invalidate" -> invalidated.add(((AccessToken) arguments[0]).value()) ? null : null;
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.apply(method.getName(), arguments)));
    }

    @SmartBearer("interface")
    private interface AnnotatedApi {

        String inherited();

        @SmartBearer("method")
        String replaced();
    }

    private interface MethodApi {

        @SmartBearer("method")
        String annotated();

        String plain();
    }

    private interface PlainApi {

        String plain();
    }
}
